"""Write the two studies that were not chosen as whole HTML pages beside this file."""

from __future__ import annotations

from html import escape
from pathlib import Path

HERE = Path(__file__).parent
PICTURE = "picture.jpg"
ITEMS = [
    ("13:08", "Second boat passes sea trials a day early", "", 2),
    ("12:58", "Market hall roof to open in June", "Builders found the old skylight intact", 1),
    ("12:49", "Council to publish every tender over 10,000 crowns", "", 1),
    ("12:40", "Lifeguards back on both beaches from Friday", "", 0),
    ("12:31", "Hospital: planned power cut on Tuesday night moved to Thursday", "", 0),
    ("12:22", "Rowing club takes silver at Ostrand", "", 0),
    (
        "12:09",
        "Ferry returns to the north shore after eleven years",
        "Two boats, forty crossings a day, and a timetable the council wrote around the school bell",
        3,
    ),
    ("12:03", "Library extends Sunday hours until autumn", "", 0),
    ("11:54", "Two held over copper theft at the rail yard", "Police ask for pictures", 0),
    ("11:45", "Orchard growers ask for early frost payments", "", 1),
    ("11:36", "New bus shelters: first twelve sites named", "", 0),
    ("11:27", "Museum finds 1904 harbour plan in a ceiling", "A dock that was never built", 2),
    ("11:18", "School choir wins place at the national final", "", 0),
    ("11:09", "Road works: Quay Street one way for nine days", "", 0),
    ("11:00", "Fish prices at the quay fall for a third week", "", 0),
]
TEXT = [
    "The first car onto the <i>Heron</i> on Saturday was a baker’s van, and its driver, who had "
    "queued since four in the morning, was not carrying bread. She had come to see whether the "
    "ramp would hold. It did, and by noon the new north-shore ferry had taken more people across "
    "the sound than the bus brings round it in a week.",
    "For eleven years the only way from Lindmouth to the orchards on the far side has been the "
    "coast road: fifty-one kilometres, two of them under water in a bad winter. The council voted "
    "for the ferry in March by a majority of one. Nobody in the chamber that night pretended that "
    "the numbers were certain.",
    "The timetable is the part that travelled worst through the committees. In the first draft, "
    "the last morning boat left at 7.50, which would have put eighty-four pupils on the quay ten "
    "minutes after the bell. The version that sails now was drawn up with the school’s own "
    "caretaker at the table.",
    "A crossing is four crowns on foot and eleven with a car; pupils and night-shift nurses pay "
    "nothing. The council puts the yearly gap at 1.9 million, to be met from harbour dues. The "
    "opposition’s figure, 2.6 million, counts a winter in which one of the boats is in the yard "
    "until April.",
]
SECTIONS = ("News", "Analysis", "Town hall", "Harbour", "Culture", "Sport", "Opinion")
FONTS = """
@font-face{font-family:Text;src:url(../../../src/stoppress/site/static/fonts/latin.woff2);
font-weight:400 700}
@font-face{font-family:Text;src:url(../../../src/stoppress/site/static/fonts/latin-italic.woff2);
font-style:italic}
*{box-sizing:border-box}body,h1,h2,h3,p,ol,ul,figure{margin:0}ol,ul{padding:0;list-style:none}
a{color:inherit;text-decoration:none}img{display:block;width:100%;height:auto;object-fit:cover}
h1,h2,h3{font:inherit}time{font-variant-numeric:tabular-nums lining-nums}
body{background:#fff;color:#17181a;font:400 18px/1.6 Text,Georgia,serif}
"""

CLOCK = """
:root{--red:#c1121f;--soft:#5b5f66;--hair:#d9dadd;--sans:system-ui,sans-serif}
.mast{display:grid;grid-template-columns:7.5rem 1fr auto;align-items:baseline;padding:1.1rem 3rem}
.mast b{grid-column:2;font:700 1.6rem/1 Text;letter-spacing:-.02em}
.mast nav{display:flex;gap:1.2rem;font:500 13px/1 var(--sans);color:var(--soft)}
.line{position:relative;padding:0 3rem 4rem}
.line::before{content:"";position:absolute;inset:0 auto 0 calc(3rem + 6.4rem);width:1px;
background:#17181a}
.at{display:grid;grid-template-columns:5.6rem minmax(0,1fr);column-gap:1.9rem;padding:.55rem 0}
.at>time{font:600 14px/1.5 var(--sans);text-align:right;color:var(--red)}
.at h3{font-size:1.125rem;line-height:1.3}.at p{color:var(--soft);line-height:1.35;font-size:1rem}
.w1 h3{font-size:1.5rem;font-weight:700;line-height:1.15;letter-spacing:-.01em}
.w2 h3{font-size:2.4rem;font-weight:700;line-height:1.08;letter-spacing:-.02em}
.w3 h3{font-size:4rem;font-weight:700;line-height:1.02;letter-spacing:-.025em;max-width:16ch}
.w3 p{font-size:1.4rem;max-width:40ch;margin-top:.6rem}.w3 img{aspect-ratio:21/9;margin:.6rem 0 1rem}
.w1,.w2,.w3{padding-block:1.1rem}.now time{font-size:1.5rem;line-height:1.1;font-weight:700}
.day{font:700 15px/1 var(--sans);padding:1.4rem 0 .8rem 7.5rem}
h1{font-weight:700;font-size:3.6rem;line-height:1.03;letter-spacing:-.025em;max-width:17ch}
.deck{font-size:1.45rem;line-height:1.33;color:var(--soft);max-width:40ch;margin-top:.8rem}
.text p{max-width:38rem}.text p+p{margin-top:1.05em}.said p{font-size:1.45rem;line-height:1.36}
.said small{font:400 13px/1.5 var(--sans);color:var(--soft)}
.own time{color:#17181a}.own small{display:block;font:500 13px/1.4 var(--sans);color:var(--soft)}
@media(max-width:700px){.mast{grid-template-columns:1fr;padding:1rem}.mast b{grid-column:1}
.mast nav{margin-top:.6rem;overflow:hidden}.line{padding:0 1rem}.line::before{left:4.6rem}
.at{grid-template-columns:3.1rem 1fr;column-gap:1.1rem}.w3 h3,h1{font-size:2.1rem}.day{padding-left:4.7rem}
.w2 h3{font-size:1.6rem}.deck{font-size:1.2rem}}
"""

SHEET = """
:root{--red:#b0121c;--soft:#55585e;--hair:#cfcfcb;--sans:system-ui,sans-serif}
body{background:#fbfaf6}.sheet{max-width:84rem;margin:auto;padding:0 3rem}
.ears{display:grid;grid-template-columns:1fr auto 1fr;align-items:end;padding:1.6rem 0 .9rem;
font:400 13px/1.4 var(--sans);color:var(--soft)}.ears b{font:700 3.6rem/1 Text;color:#17181a;
letter-spacing:-.025em}.ears :last-child{text-align:right}
nav{display:flex;justify-content:center;gap:2rem;border-block:1px solid;padding:.55rem 0;
font:500 13px/1.3 var(--sans);box-shadow:0 3px 0 #fbfaf6,0 4px 0 #17181a}
.stop{display:grid;grid-template-columns:7rem repeat(4,1fr);margin:1.3rem 0 0;
border-bottom:1px solid;padding-bottom:1rem;color:var(--red)}.stop b{font:700 15px/1.3 var(--sans)}
.stop p{font-size:.95rem;line-height:1.3;padding:0 1.1rem;border-left:1px solid var(--hair)}
.stop time{font:600 12px/1.4 var(--sans);display:block}
.head{text-align:center;padding:2.6rem 0 1.6rem}.label{font:700 13px/1 var(--sans);
text-transform:uppercase;letter-spacing:.08em}
h1{font-weight:700;font-size:4.6rem;line-height:1;letter-spacing:-.03em;max-width:18ch;
margin:1rem auto 0;text-wrap:balance}
.deck{font-size:1.4rem;line-height:1.35;font-style:italic;color:var(--soft);max-width:46ch;
margin:1rem auto 0;text-wrap:balance}.by{font:500 13px/1.4 var(--sans);color:var(--soft);margin-top:1.1rem}
.text{columns:3;column-gap:2.6rem;column-rule:1px solid var(--hair);text-align:justify;
hyphens:auto;font-size:17px;line-height:1.5}.text p+p{text-indent:1.3em}
.text p:first-child::first-letter{font-size:4.1em;float:left;line-height:.8;font-weight:700;
padding:.08em .06em 0 0}.text figure{break-inside:avoid;margin:0 0 1rem}
.said{break-inside:avoid;border-block:1px solid;padding:.9rem 0;margin:1rem 0;text-align:center}
.said p{font-size:1.45rem;line-height:1.3;text-align:center;text-wrap:balance;text-indent:0}
.said small{font:400 12px/1.4 var(--sans)}
.latest{border-top:3px double;margin-top:2.5rem;padding:1rem 0 4rem}.latest h2{font:700 15px/1 var(--sans);
color:var(--red);padding-bottom:.8rem}.latest ol{columns:4;column-gap:2.4rem;
column-rule:1px solid var(--hair)}.latest li{break-inside:avoid;padding:.45rem 0;font-size:1rem;
line-height:1.28;border-bottom:1px solid var(--hair)}.latest time{color:var(--red);
font:600 12px/1.4 var(--sans);margin-right:.5em}
.grid{display:grid;grid-template-columns:1fr 2.3fr 1fr;column-gap:4.4rem;padding-top:1.6rem}
.grid>*+*{position:relative}.grid>*+*::before{content:"";position:absolute;left:-2.2rem;top:0;bottom:0;
border-left:1px solid var(--hair)}.grid li{padding:.9rem 0;border-bottom:1px solid var(--hair)}
.grid h3{font-weight:700;font-size:1.35rem;line-height:1.14;letter-spacing:-.01em}
.grid li p{font-size:.98rem;line-height:1.38;color:var(--soft);margin-top:.3rem}
.grid h1{font-size:3.4rem;text-align:center}.grid .deck,.grid .by{text-align:center}
.two{columns:2;column-gap:2rem;text-align:justify;hyphens:auto;font-size:16px;line-height:1.48;
margin-top:1.2rem}
@media(max-width:700px){.sheet{padding:0 1rem}.ears{display:block;text-align:center}
.ears b{font-size:2rem}.ears span{display:none}nav{gap:1rem;overflow:hidden;justify-content:start}
.stop{display:block}.stop p{padding:.3rem 0;border:0}h1,.grid h1{font-size:2.2rem}.text,.latest ol,.two{columns:1}
.grid{display:block}.text,.two{text-align:start}.head{padding:1.5rem 0 1rem}.deck{font-size:1.15rem}}
"""


def document(style: str, body: str) -> str:
    """A whole page."""
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" '
        'content="width=device-width, initial-scale=1"><title>The Lindmouth Post</title>'
        f"<style>{FONTS}{style}</style><body>{body}</body></html>\n"
    )


def row(time: str, headline: str, deck: str, weight: int, more: str = "") -> str:
    """A piece on the line of time, in the size of its weight."""
    picture = f'<img src="{PICTURE}" alt="">' if weight == 3 else ""
    below = f"<p>{escape(deck)}</p>" if deck else ""
    return (
        f'<li class="at w{weight} {more}"><time>{time}</time><div>{picture}'
        f"<h3>{escape(headline)}</h3>{below}</div></li>"
    )


def clock() -> dict[str, str]:
    """“The clock”: one line of time carries the whole paper."""
    mast = (
        '<header class="mast"><b>The Lindmouth Post</b><nav>'
        + "".join(f"<a>{name}</a>" for name in SECTIONS)
        + "</nav></header>"
    )
    rows = "".join(row(*item, "now" if number == 0 else "") for number, item in enumerate(ITEMS))
    front = f'{mast}<div class="line"><p class="day">Saturday, 30 May 2026</p><ol>{rows}</ol></div>'
    before = "".join(row(time, text, deck, 0) for time, text, deck, _ in ITEMS[:6])
    after = "".join(row(time, text, deck, 0) for time, text, deck, _ in ITEMS[7:])
    own = (
        '<div class="at own"><time>12:09</time><div><h1>Ferry returns to the north shore after '
        f'eleven years</h1><p class="deck">{ITEMS[6][2]}</p><small>Analysis · Mara Ellwood</small>'
        f'</div></div><div class="at own text"><time></time><div><p>{TEXT[0]}</p><p>{TEXT[1]}</p>'
        '</div></div><div class="at own said"><time>12 March</time><div><p>“We did not buy two '
        "boats. We bought forty crossings a day, and we will be judged on every one of them that "
        "does not sail.”</p><small>Tobias Renn, harbour master</small></div></div>"
        f'<div class="at own text"><time></time><div><p>{TEXT[2]}</p><p>{TEXT[3]}</p></div></div>'
        '<div class="at own"><time>09:40</time><div><small>Corrected on 31 May: the coast road is '
        "51 kilometres long, not 61.</small></div></div>"
    )
    article = f'{mast}<div class="line"><ol>{before}</ol>{own}<ol>{after}</ol></div>'
    return {"clock-front": document(CLOCK, front), "clock-article": document(CLOCK, article)}


def broadsheet() -> dict[str, str]:
    """“The broadsheet”: symmetry, columns, and a stop-press box above the fold."""
    mast = (
        '<div class="ears"><span>Saturday, 30 May 2026</span><b>The Lindmouth Post</b>'
        "<span>English · Azərbaycanca</span></div><nav>"
        + "".join(f"<a>{name}</a>" for name in SECTIONS)
        + "</nav>"
    )
    stop = '<div class="stop"><b>Stop press</b>' + "".join(
        f"<p><time>{time}</time>{escape(text)}</p>" for time, text, _, _ in ITEMS[:4]
    )
    stop += "</div>"
    latest = '<section class="latest"><h2>Latest news</h2><ol>' + "".join(
        f"<li><time>{time}</time>{escape(text)}</li>" for time, text, _, _ in ITEMS * 2
    )
    latest += "</ol></section>"
    head = (
        '<p class="label">Analysis</p><h1>Ferry returns to the north shore after eleven years</h1>'
        f'<p class="deck">{ITEMS[6][2]}</p><p class="by">30 May 2026 - 12:09 &ensp; Mara Ellwood</p>'
    )
    said = (
        '<div class="said"><p>“We did not buy two boats. We bought forty crossings a day.”</p>'
        "<small>Tobias Renn, harbour master</small></div>"
    )
    text = f"<p>{TEXT[0]}</p><p>{TEXT[1]}</p>{said}<p>{TEXT[2]}</p><p>{TEXT[3]}</p>"
    article = (
        f'<div class="sheet">{mast}{stop}<header class="head">{head}</header>'
        f'<div class="text">{text}{text}</div>{latest}</div>'
    )
    side = [
        "".join(
            f"<li><h3>{escape(text)}</h3>{f'<p>{escape(deck)}</p>' if deck else ''}</li>"
            for _, text, deck, _ in part
        )
        for part in (ITEMS[1:6], ITEMS[9:14])
    ]
    front = (
        f'<div class="sheet">{mast}{stop}<div class="grid"><ol>{side[0]}</ol><div>'
        f'<img src="{PICTURE}" alt="">{head}<div class="two"><p>{TEXT[0]}</p><p>{TEXT[1]}</p></div>'
        f"</div><ol>{side[1]}</ol></div>{latest}</div>"
    )
    return {
        "broadsheet-front": document(SHEET, front),
        "broadsheet-article": document(SHEET, article),
    }


if __name__ == "__main__":
    for name, html in (clock() | broadsheet()).items():
        (HERE / f"{name}.html").write_text(html, encoding="utf-8")
