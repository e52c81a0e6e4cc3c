"""The tasks that the guide tells of, in the order in which its first page lists them.

The words of a task stand in ``templates/desk/guide/``, its picture in ``static/desk/guide/``, in a
folder for each language and under the task's name; a test takes the pictures
(``tests/browser/test_guide_pictures.py``).
"""

from __future__ import annotations

from dataclasses import dataclass

#: Languages of the guide; who works at the desk in another reads the first.
LANGUAGES = ("en", "az")


@dataclass(frozen=True, slots=True)
class Task:
    """A page of the guide: the end of its address, and its heading in each language."""

    name: str
    en: str
    az: str
    pictured: bool = True

    def title(self, language: str) -> str:
        """The heading in one of `LANGUAGES`."""
        return self.az if language == "az" else self.en


TASKS = (
    Task("ideas", "Ideas and deadlines", "Fikirlər və son vaxtlar"),
    Task("write", "Write a piece", "Yazı yazmaq"),
    Task("preview", "See a piece as others will", "Yazını başqalarının gözü ilə görmək"),
    Task("notes", "Notes, mentions and the bell", "Qeydlər, ad çəkmək və zəng"),
    Task("changed", "See what changed", "Nəyin dəyişdiyini görmək"),
    Task("share", "Show a draft by a secret link", "Qaralamanı gizli keçidlə göstərmək"),
    Task("send", "Send a piece to an editor", "Yazını redaktora göndərmək"),
    Task("publish", "Publish", "Yayımlamaq"),
    Task("schedule", "Schedule, and hold under embargo", "Vaxt təyin etmək və embarqo qoymaq"),
    Task("correct", "Correct what is out", "Çıxmış yazını düzəltmək"),
    Task("take-down", "Take a piece down", "Yazını saytdan çıxarmaq"),
    Task("front", "Arrange the front", "Ana səhifəni qurmaq"),
    Task("breaking", "Put a breaking line on air", "Təcili sətri efirə vermək"),
    Task("channels", "Channels, such as Telegram", "Kanallar, məsələn Telegram"),
    Task("pictures", "Pictures", "Fotolar"),
    Task("find", "Find anything", "İstənilən şeyi tapmaq"),
    Task("phone", "Work from a phone", "Telefondan işləmək"),
    Task("keys", "Work by keys alone", "Yalnız klaviatura ilə işləmək", pictured=False),
)
BY_NAME = {task.name: task for task in TASKS}


def guide_language(language: str | None) -> str:
    """The guide's language for somebody whose desk speaks ``language``."""
    code = (language or "").split("-")[0]
    return code if code in LANGUAGES else LANGUAGES[0]
