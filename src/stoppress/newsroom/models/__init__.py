"""Models of the newsroom, one file a concern."""

from stoppress.newsroom.models.article_rows import (
    ArticleTopic,
    Byline,
    Correction,
    FormerPath,
    Pick,
)
from stoppress.newsroom.models.articles import Article
from stoppress.newsroom.models.breaking_news import BreakingNews
from stoppress.newsroom.models.changes import Change, FollowerCursor, PublicState
from stoppress.newsroom.models.checks import CheckSettings, Held, SetAside
from stoppress.newsroom.models.deadlines import Deadline
from stoppress.newsroom.models.editions import (
    EditionPage,
    FormerSection,
    FrontPick,
    SectionPage,
    SectionPick,
)
from stoppress.newsroom.models.list_counts import ListCount
from stoppress.newsroom.models.notices import Note, Notice, NoticeWishes
from stoppress.newsroom.models.page_views import MostRead, PageViews, PageViewSpool, RecentPageViews
from stoppress.newsroom.models.people import FormerPerson, Person
from stoppress.newsroom.models.pictures import PictureDetails, PictureFingerprint
from stoppress.newsroom.models.preview_links import PreviewLink
from stoppress.newsroom.models.saved_views import SavedView
from stoppress.newsroom.models.search import SearchEntry, Spellings
from stoppress.newsroom.models.settings import NewsroomSettings
from stoppress.newsroom.models.telegram import (
    TelegramAlbum,
    TelegramBot,
    TelegramChat,
    TelegramReply,
    TelegramWriter,
)
from stoppress.newsroom.models.topics import FormerTopic, Topic

__all__ = [
    "Article",
    "ArticleTopic",
    "BreakingNews",
    "Byline",
    "Change",
    "CheckSettings",
    "Correction",
    "Deadline",
    "EditionPage",
    "FollowerCursor",
    "FormerPath",
    "FormerPerson",
    "FormerSection",
    "FormerTopic",
    "FrontPick",
    "Held",
    "ListCount",
    "MostRead",
    "NewsroomSettings",
    "Note",
    "Notice",
    "NoticeWishes",
    "PageViewSpool",
    "PageViews",
    "Person",
    "Pick",
    "PictureDetails",
    "PictureFingerprint",
    "PreviewLink",
    "PublicState",
    "RecentPageViews",
    "SavedView",
    "SearchEntry",
    "SectionPage",
    "SectionPick",
    "SetAside",
    "Spellings",
    "TelegramAlbum",
    "TelegramBot",
    "TelegramChat",
    "TelegramReply",
    "TelegramWriter",
    "Topic",
]
