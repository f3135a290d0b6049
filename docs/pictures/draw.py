#!/usr/bin/env python3
"""Draws the pictures of the documentation: draw.py writes *.svg beside itself.

Boxes with lines of text, and arrows between their sides. A text that does not fit its box is an error. Colours follow the reader's
light or dark theme.
"""
import html
import pathlib

STYLE = """
  .ground { fill: #ffffff } .box { fill: #f2f4f7; stroke: #57606a } .bytes { fill: #fff4d6; stroke: #9a6700 } .good { fill: #dff5e3; stroke: #1a7f37 }
  .bad { fill: #ffe3e0; stroke: #cf222e } text { fill: #1f2328; font: 13px sans-serif } .code { font: 12px monospace } .bold { font-weight: bold }
  .quiet { fill: #57606a } .line { stroke: #57606a; fill: none; stroke-width: 1.5 } .head { fill: #57606a }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117 } .box { fill: #1c2128; stroke: #8b949e } .bytes { fill: #3a2d0a; stroke: #d29922 } .good { fill: #12331c; stroke: #3fb950 }
    .bad { fill: #45191c; stroke: #f85149 } text { fill: #e6edf3 } .quiet { fill: #9da7b1 } .line { stroke: #9da7b1 } .head { fill: #9da7b1 }
  }
"""
STEP = 18  # between two lines of text


class Box:
    def __init__(self, x, y, w, h):
        self.x, self.y, self.w, self.h = x, y, w, h

    def side(self, which, share=0.5):
        return {
            "left": (self.x, self.y + self.h * share),
            "right": (self.x + self.w, self.y + self.h * share),
            "top": (self.x + self.w * share, self.y),
            "bottom": (self.x + self.w * share, self.y + self.h),
        }[which]


class Picture:
    def __init__(self, name, w, h, title):
        self.name, self.w, self.h, self.title, self.parts = name, w, h, title, []

    def text(self, x, y, line, room=None, middle=False):
        """`code` in backticks, *bold*, ~quiet~: the whole line."""
        kind = {"`": "code", "*": "bold", "~": "quiet"}.get(line[:1], "")
        line = line.strip("`*~") if kind else line
        width = len(line) * {"code": 7.3, "bold": 7.4}.get(kind, 6.7)
        if room is not None and width > room:
            raise ValueError(f"{self.name}: {line!r} needs {width:.0f} of {room}")
        anchor = ' text-anchor="middle"' if middle else ""
        self.parts.append(f'<text class="{kind}" x="{x:g}" y="{y:g}"{anchor} xml:space="preserve">{html.escape(line)}</text>')

    def box(self, x, y, w, lines, kind="box", middle=False):
        h = len(lines) * STEP + 14
        self.parts.append(f'<rect class="{kind}" x="{x}" y="{y}" width="{w}" height="{h}" rx="6"/>')
        for i, line in enumerate(lines):
            self.text(x + w / 2 if middle else x + 10, y + 20 + i * STEP, line, w - 16, middle)
        return Box(x, y, w, h)

    def arrow(self, a, b, label=None, above=True):
        (x1, y1), (x2, y2) = a, b
        self.parts.append(f'<path class="line" marker-end="url(#head)" d="M{x1:g} {y1:g} L{x2:g} {y2:g}"/>')
        if label:
            flat = abs(y1 - y2) < abs(x1 - x2)
            self.text(*(((x1 + x2) / 2, (y1 + y2) / 2 + (-7 if above else 18)) if flat else ((x1 + x2) / 2 + 8, (y1 + y2) / 2 + 4)), label, middle=flat)

    def write(self, directory=pathlib.Path(__file__).parent):
        (directory / (self.name + ".svg")).write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.w} {self.h}" width="{self.w}" height="{self.h}" role="img" aria-label="{html.escape(self.title)}">\n'
            f"<title>{html.escape(self.title)}</title>\n<style>{STYLE}</style>\n"
            '<defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto"><path class="head" d="M0 0 L10 5 L0 10 z"/></marker></defs>\n'
            f'<rect class="ground" width="{self.w}" height="{self.h}"/>\n' + "\n".join(self.parts) + "\n</svg>\n"
        )


def restart():
    p = Picture("restart", 760, 168, "A coroutine is saved by one process and continued by another")
    p.text(20, 24, "*one process")
    a = p.box(20, 38, 200, ["`order(\"tea\", 3)", "`  what = \"tea\"", "`  price = 3", "`  co_await receive<int>()"])
    p.text(290, 24, "*a string")
    s = p.box(285, 38, 190, ["the function's name", "where it stands", "what = \"tea\", price = 3", "what it awaits"], "bytes")
    p.text(540, 24, "*another process")
    b = p.box(540, 38, 200, ["`order(\"tea\", 3)", "`  what = \"tea\"", "`  price = 3", "`  co_await receive<int>()"], "good")
    p.arrow(a.side("right"), s.side("left"))
    p.arrow(s.side("right"), b.side("left"))
    p.text(255, 150, "`serialize()", middle=True)
    p.text(505, 150, "`restore<int>(bytes)", middle=True)
    p.write()


def rules():
    p = Picture("rules", 760, 372, "Which of the four rules restores a pending co_await")
    ask = [
        ["a result was supplied?", "`set_aw_ret, continue_from"],
        ["is the operand a ser_ctx?", "~a child coroutine~"],
        ["can the awaiter be saved?", "`persistable<awaiter>"],
        ["otherwise"],
    ]
    tell = [
        ["*1  it is the value of the co_await", "nothing is evaluated, nothing is armed"],
        ["*2  the child is made from its own record", "its call is not evaluated again"],
        ["*3  the awaiter comes from the snapshot", "then it is armed"],
        ["*4  the operand is evaluated again", "the awaiter is made anew, then it is armed"],
    ]
    above = None
    for i in range(4):
        y = 20 + i * 88
        a = p.box(20, y, 250, ask[i])
        b = p.box(400, y, 340, tell[i], "good")
        if above:
            p.arrow(above.side("bottom"), a.side("top"), "no")
        p.arrow(a.side("right"), (b.x, a.side("right")[1]), "yes" if i < 3 else None)
        above = a
    p.write()


def in_the_snapshot(name, title, code, record, frame, note):
    p = Picture(name, 760, 132, title)
    for x, head in ((15, "*suspended"), (280, "*in the snapshot"), (525, "*restored")):
        p.text(x, 24, head)
    a = p.box(15, 38, 220, code)
    s = p.box(280, 38, 200, record, "bytes")
    b = p.box(525, 38, 220, frame, "good")
    p.arrow(a.side("right"), (s.x, a.side("right")[1]))
    p.arrow((s.x + s.w, a.side("right")[1]), (b.x, a.side("right")[1]))
    p.text(15, 118, note)
    p.write()


def each_rule():
    in_the_snapshot("rule-1", "Rule 1: a supplied result", ["`co_await receive<int>()", "~supply(5) was called~"], ["it was given its result:", "5"],
        ["`co_await 5", "~goes on at the next resume()~"], "Rule 1: the awaiter is gone; its await_resume() is not called.")
    in_the_snapshot("rule-2", "Rule 2: a child", ["`co_await times(price)", "~times(3) is suspended~"], ["the parent awaits frame 1", "frame 1: times, each = 3"],
        ["`co_await <frame 1>", "~times, made from its record~"], "Rule 2: price may be another number now; the child still has each = 3.")
    in_the_snapshot("rule-3", "Rule 3: an awaiter that can be saved", ["`co_await timer{10}", "~armed by await_suspend~"], ["awaits a value:", "seconds = 10"],
        ["`timer{10}", "~armed by await_restore~"], "Rule 3: await_restore, or await_suspend if there is none; await_ready is not asked again.")
    in_the_snapshot("rule-4", "Rule 4: the operand is evaluated again", ["`co_await socket_read(f())", "~it cannot be saved~"], ["awaits what is evaluated", "again: no value"],
        ["`socket_read(f())", "~made anew, then armed~"], "Rule 4: f() runs once more: what it does happens at least once.")


def phases():
    p = Picture("phases", 760, 330, "The two phases of a restore")
    p.text(20, 26, "*phase 1: everything is made and checked")
    p.text(420, 26, "*phase 2: arming")
    one = p.box(20, 40, 340, ["checksum, version, types, counts, functions", "every frame, from the outermost one inward", "pointers and references are set", "operands of rule 4 are evaluated", "results are supplied (continue_from)"])
    two = p.box(420, 40, 320, ["await_restore or await_suspend", "of each awaiter at the end of the chain;", "nothing is touched afterwards"], "good")
    bad = p.box(20, 206, 340, ["*what throws here", "what was made is destroyed, the caller gets", "the exception, no handler of the coroutine does"], "bad")
    done = p.box(420, 206, 320, ["*the call returns", "every frame stands at its co_await;", "the next resume() runs"])
    p.arrow(one.side("right", 0.35), (two.x, one.side("right", 0.35)[1]))
    p.arrow(one.side("bottom"), bad.side("top"), "throws")
    p.arrow(two.side("bottom"), done.side("top"))
    p.text(20, 308, "~Up to the end of phase 1 nobody outside has been told anything: it can fail as a whole.~")
    p.write()


if __name__ == "__main__":
    restart()
    rules()
    each_rule()
    phases()
