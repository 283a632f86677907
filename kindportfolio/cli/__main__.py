from kindportfolio.cli import main

main()
