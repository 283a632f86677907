"""Every permission by name. A page names one; a room's ``access.py`` answers it."""

from enum import StrEnum


class Need(StrEnum):
    PUBLIC = "public"
    SIGNED_IN = "signed in"

    OWN_SIGN_IN = "own sign-in"
    END_SIGN_INS = "end sign-ins"
    HELP_SIGN_IN = "help sign in"
    KEEP_TABLET = "keep tablet"

    MEET_CHILD = "meet child"
    SEE_GROUP = "see group"
    KNOW_GROUP = "know group"
    MANAGE_GROUP = "manage group"
    FURNISH_GROUP = "furnish group"
    KNOW_WINDOWS = "know windows"
    PLAN_WINDOWS = "plan windows"
    KNOW_WINDOW = "know window"
    OPEN_WINDOW = "open window"

    READ_BOOK = "read book"
    READ_FOR_SCHOOL = "read for school"
    KNOW_BOOK = "know book"
    WRITE_IN_BOOK = "write in book"
    GUIDE_BOOK = "guide book"

    READ_POST = "read post"
    KNOW_POST = "know post"
    WRITE_POST = "write post"
    REACT_TO_POST = "react to post"
    MODERATE_POST = "moderate post"
    REMOVE_COMMENT = "remove comment"

    READ_PROMPT = "read prompt"
    EDIT_PROMPT = "edit prompt"
    READ_MEDIA = "read media"
    OWN_MEDIA = "own media"

    READ_REPORT = "read report"
    READ_REPORT_DRAFT = "read report draft"
    KNOW_REPORT = "know report"
    WRITE_REPORT = "write report"
    BEGIN_REPORT = "begin report"
    PUBLISH_REPORT = "publish report"
    TAKE_NOTES = "take notes"
    KEEP_NOTE = "keep note"

    BRING_QUESTION = "bring question"
    ASK_FOR_TALK = "ask for talk"
    READ_TALK_QUESTION = "read talk question"

    RUN_OFFICE = "run office"
