"""The yearly book: seven questions, places, posts, prompts, reactions and the compass."""
