"""A small printing press: three plates of ink, screened by grain, pulled one over another.

A picture is cut as coverage (0 none, 1 solid) on a plate per ink. Printing blurs each plate by a
hair, compares it with grain, so that tints become stipple and edges a little rough, shifts it out
of register, and multiplies its ink onto the paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from .shapes import Point, Shape, brush

PAPER = (247, 242, 230)
INKS = {"blue": (19, 29, 52), "red": (208, 46, 36), "sea": (58, 128, 120)}
OCHRE = (226, 170, 74)
#: Pixels cut for each pixel printed.
FINE = 2
#: Printed pixels cut on each side beyond the trim, for what the register moves.
BLEED = 6
#: Flat steps of an ink between none and solid, and how far (of 255) each passes into the next.
STEPS, RANGE = 3, 16
#: Size of a grain in printed pixels.
GRAIN = 4.2
#: How far each plate lies from its place, in printed pixels.
REGISTER = {"blue": (0, 0), "red": (3, -2), "sea": (-3, 3)}


class Print:
    """One picture: plates to cut, and the pull that makes an image of them."""

    def __init__(
        self,
        seed: int,
        width: int = 1600,
        height: int = 900,
        *,
        sea: tuple[int, int, int] = INKS["sea"],
        wear: float = 0.25,
    ) -> None:
        self.width, self.height, self.seed, self.wear = width, height, seed, wear
        self.inks = {**INKS, "sea": sea}
        self.cut = ((width + 2 * BLEED) * FINE, (height + 2 * BLEED) * FINE)
        self.plates = {name: Image.new("L", self.cut, 0) for name in self.inks}

    @property
    def sheet(self) -> list[Point]:
        """The whole picture, with what the trim takes off."""
        return [
            (-20, -20),
            (self.width + 20, -20),
            (self.width + 20, self.height + 20),
            (-20, self.height + 20),
        ]

    def fill(self, shape: Shape, **inks: float) -> None:
        """Cut a shape opaquely: inks not named are taken away there."""
        self.over(shape, **{name: inks.get(name, 0) for name in self.plates})

    def over(self, shape: Shape, **inks: float) -> None:
        """Cut a shape on the named plates only, so that it prints over what is there."""
        for name, tint in inks.items():
            ImageDraw.Draw(self.plates[name]).polygon(_fine(shape), fill=round(tint * 255))

    def line(self, path: Shape, width: float, **inks: float) -> None:
        """Cut a line of even width opaquely, with round ends."""
        for name in self.plates:
            self._line(name, path, width, inks.get(name, 0))

    def over_line(self, path: Shape, width: float, **inks: float) -> None:
        """Cut a line of even width on the named plates only."""
        for name, tint in inks.items():
            self._line(name, path, width, tint)

    def _line(self, name: str, path: Shape, width: float, tint: float) -> None:
        draw = ImageDraw.Draw(self.plates[name])
        ink = round(tint * 255)
        draw.polygon(_fine(brush(path, width)), fill=ink)
        r = width * FINE / 2
        for x, y in _fine(path) if r > 2 else ():
            draw.ellipse((x - r, y - r, x + r, y + r), fill=ink)

    def fade(
        self,
        shape: Shape,
        start: Point,
        end: Point,
        *,
        opaque: bool = False,
        **inks: tuple[float, float],
    ) -> None:
        """Cut tints that go from one value at ``start`` to another at ``end``."""
        mask = self._mask(shape)
        for name in self.plates if opaque else inks:
            first, last = inks.get(name, (0, 0))
            ramp = self._ramp(start, end).point(
                [round(255 * (first + (last - first) * v / 255)) for v in range(256)]
            )
            self.plates[name].paste(ramp, (0, 0), mask)

    def glow(
        self, x: float, y: float, radius: float, squash: float = 1, **inks: tuple[float, float]
    ) -> None:
        """Cut a round tint, from one value at its middle to another at its rim, on named plates.

        Only what is lighter than the ground is cut when the middle is lighter, and the reverse.
        """
        box = (round(2 * radius * FINE), round(2 * radius * squash * FINE))
        spot = Image.radial_gradient("L").resize(box)
        corner = (round((x - radius + BLEED) * FINE), round((y - radius * squash + BLEED) * FINE))
        for name, (first, last) in inks.items():
            table = [round(255 * (first + (last - first) * min(v / 181, 1))) for v in range(256)]
            plate = self.plates[name]
            ground = plate.crop((*corner, corner[0] + box[0], corner[1] + box[1]))
            choose = ImageChops.darker if first < last else ImageChops.lighter
            plate.paste(choose(ground, spot.point(table)), corner)

    @contextmanager
    def within(self, shape: Shape) -> Iterator[None]:
        """Keep what is cut inside the block to the shape."""
        before = {name: plate.copy() for name, plate in self.plates.items()}
        yield
        outside = ImageChops.invert(self._mask(shape))
        for name, plate in self.plates.items():
            plate.paste(before[name], (0, 0), outside)

    def _mask(self, shape: Shape) -> Image.Image:
        mask = Image.new("L", self.cut, 0)
        ImageDraw.Draw(mask).polygon(_fine(shape), fill=255)
        return mask

    def _ramp(self, start: Point, end: Point) -> Image.Image:
        """A gradient over the whole plate, flat before its start and after its end."""
        reach = 4096
        column = Image.new("L", (1, 2 * reach + 256), 0)
        column.paste(Image.linear_gradient("L").resize((1, 256)), (0, reach))
        column.paste(255, (0, reach + 256, 1, 2 * reach + 256))
        column = column.resize((4, column.height))
        (x0, y0), (x1, y1) = _fine((start, end))
        dx, dy = x1 - x0, y1 - y0
        per = 256 / (dx * dx + dy * dy)
        shift = reach - (x0 * dx + y0 * dy) * per
        return column.transform(
            self.cut, Image.Transform.AFFINE, (0, 0, 2, dx * per, dy * per, shift)
        )

    def _grain(self, name: str) -> Image.Image:
        """Grey noise of even spread; each ink has its own."""
        source = Random(f"{self.seed} {name}")
        coarse = (round(self.width / GRAIN), round(self.height / GRAIN))
        noise = Image.frombytes("L", coarse, source.randbytes(coarse[0] * coarse[1]))
        return ImageOps.equalize(noise.resize(self.cut, Image.Resampling.BICUBIC))

    def _screened(self, name: str) -> Image.Image:
        """The plate in flat steps of ink, grained only where one step passes into the next."""
        plate = self.plates[name].filter(ImageFilter.GaussianBlur(0.8 * FINE))
        grain = self._grain(name)
        inked = Image.new("L", plate.size, 0)
        for step in range(STEPS):
            middle = 255 * (step + 0.5) / STEPS
            table = [
                round(max(1, min(252, middle + (v - 127.5) / 127.5 * RANGE))) for v in range(256)
            ]
            taken = ImageChops.subtract(plate, grain.point(table)).point([0] + [255] * 255)
            inked = ImageChops.add(inked, taken.point([round(v / STEPS) for v in range(256)]))
        return ImageChops.multiply(inked, self._worn(name)).filter(
            ImageFilter.GaussianBlur(0.35 * FINE)
        )

    def _worn(self, name: str) -> Image.Image:
        """Where solids took no ink: sparse specks, more of them in patches."""
        source = Random(f"{self.seed} wear {name}")
        size = self.cut
        specks = Image.new("L", size, 255)
        draw = ImageDraw.Draw(specks)
        patches = [(source.random(), source.random()) for _ in range(7)]
        for _ in range(round(self.wear * self.width * self.height / 1000)):
            px, py = source.choice(patches)
            x, y = source.gauss(px, 0.16) * size[0], source.gauss(py, 0.2) * size[1]
            r = source.choice((1.2, 1.6, 2.2, 3)) * FINE / 2
            draw.ellipse((x - r, y - r * source.uniform(0.6, 1.2), x + r, y + r), fill=0)
        return specks

    def pull(self) -> Image.Image:
        """Print the plates: the finished picture."""
        size = (self.width, self.height)
        picture = Image.new("RGB", size, PAPER)
        for name in ("sea", "red", "blue"):
            dx, dy = REGISTER[name]
            left, top = (BLEED - dx) * FINE, (BLEED - dy) * FINE
            inked = self._screened(name).resize(
                size,
                Image.Resampling.BOX,
                (left, top, left + self.width * FINE, top + self.height * FINE),
            )
            ink = Image.new("RGB", size, self.inks[name])
            white = Image.new("RGB", size, (255, 255, 255))
            picture = ImageChops.multiply(picture, Image.composite(ink, white, inked))
        return picture


def _fine(shape: Shape) -> list[Point]:
    """Give a shape in the plates' own pixels."""
    return [((x + BLEED) * FINE, (y + BLEED) * FINE) for x, y in shape]
