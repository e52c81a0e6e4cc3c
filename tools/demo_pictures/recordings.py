"""The demo's film and sound, made again with ffmpeg: ``python -m tools.demo_pictures.recordings``."""

from __future__ import annotations

import subprocess
import wave
from array import array
from math import exp, pi, sin
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from stoppress.demo import content
from tools.demo_pictures.prints.landing import landing

MEDIA = Path(content.__file__).parent / "content" / "media"
#: Frames a second, and how many, of the film.
RATE, FRAMES = 12, 84
#: Samples a second, and seconds, of the sound.
SAMPLES, SECONDS = 24_000, 7.5


def film(target: Path) -> None:
    """Write the film of the ferry coming alongside as VP9 in WebM."""
    with TemporaryDirectory() as folder:
        for frame in range(FRAMES):
            picture = landing(frame / (FRAMES - 1)).pull()
            picture.save(Path(folder) / f"{frame:03}.png", compress_level=1)
        _ffmpeg(
            *("-framerate", str(RATE), "-i", f"{folder}/%03d.png"),
            *("-c:v", "libvpx-vp9", "-b:v", "0", "-crf", "38", "-row-mt", "1", "-g", "84"),
            *("-pix_fmt", "yuv420p", str(target)),
        )


def foghorn(target: Path) -> None:
    """Write the sound of the fog signal as Vorbis in Ogg: it holds, then falls as air runs out."""
    hand = Random(1908)
    samples = array("h")
    phase, breath = 0.0, 0.0
    for n in range(round(SAMPLES * SECONDS)):
        t = n / SAMPLES
        # A shade under E flat; the last second and a half it sinks by a fourth.
        pitch = 154.0 * (1 - 0.25 * max(0.0, min(1.0, (t - 3.9) / 1.3)) ** 1.5)
        phase += 2 * pi * pitch / SAMPLES
        loud = min(1.0, t / 0.35) * (1.0 if t < 4.4 else exp(-(t - 4.4) * 3.2))
        tone = sum(sin(k * phase + 0.3 * k) / k**1.1 for k in range(1, 13))
        tone *= 1 + 0.06 * sin(2 * pi * 5.2 * t)
        breath = 0.97 * breath + 0.03 * hand.uniform(-1, 1)
        surf = 0.35 * breath * (0.6 + 0.4 * sin(2 * pi * t / 5.1))
        samples.append(round(32_000 * max(-1, min(1, 0.26 * loud * (tone + 2.2 * breath) + surf))))
    with TemporaryDirectory() as folder:
        sound = Path(folder) / "sound.wav"
        with wave.open(str(sound), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(SAMPLES)
            out.writeframes(samples.tobytes())
        # The cliff answers.
        _ffmpeg(
            *("-i", str(sound), "-af", "aecho=0.8:0.7:430|900:0.28|0.14,afade=t=out:st=6.6:d=0.9"),
            *("-c:a", "libvorbis", "-q:a", "3", str(target)),
        )


def _ffmpeg(*arguments: str) -> None:
    subprocess.run(
        [
            "ffmpeg",
            "-v",
            "error",
            "-y",
            *arguments[:-1],
            "-map_metadata",
            "-1",
            "-fflags",
            "+bitexact",
            "-flags",
            "+bitexact",
            arguments[-1],
        ],
        check=True,
    )


if __name__ == "__main__":
    film(MEDIA / "ferry.webm")
    foghorn(MEDIA / "foghorn.ogg")
