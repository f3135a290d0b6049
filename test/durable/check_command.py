#!/usr/bin/env python3
"""Do `valor ps`, `show`, `send`, ... say and do what they should, and does a coroutine whose function changed wait for who knows it?

    check_command.py --valor VALOR --program VERSION1 VERSION2 --url URL

The programs are versions.cc.
"""
import argparse
import json
import os
import subprocess
import sys


class Failed(Exception):
    pass


class Check:
    def __init__(self, args):
        self.args = args

    def run(self, command, status=0, environment=None):
        done = subprocess.run(list(map(str, command)), capture_output=True, timeout=60, text=True, env=environment)
        if done.returncode != status:
            raise Failed(f"{command}: exit status {done.returncode}, not {status}\n{done.stdout}\n{done.stderr}")
        return done.stderr if status else done.stdout

    def valor(self, *words, status=0):
        return self.run([self.args.valor, *words, "--store", self.args.url], status)

    def program(self, version, *words):
        return self.run([self.args.program[version - 1], self.args.url, *words])

    def says(self, text, *parts):
        for part in parts:
            if part not in text:
                raise Failed(f"'{part}' is not in:\n{text}")

    def equal(self, is_, wanted):
        if is_ != wanted:
            raise Failed(f"{is_!r} is not {wanted!r}")

    def statuses(self):
        return {r["id"]: r["status"] for r in json.loads(self.valor("ps", "--json"))}

    def versions(self):
        self.program(1, "submit")
        self.program(1, "work")
        self.equal(self.statuses(), {"order": "waiting", "other": "waiting", "poison": "failed"})
        self.valor("fork", "order", "copy")
        self.equal(self.valor("send", "order", "quantity", "5", "--key", "k"), "")
        self.says(self.valor("send", "order", "quantity", "5", "--key", "k"), "already")
        self.valor("send", "other", "text", "12")  # a number, but a string is wanted
        self.valor("cancel", "other")
        self.program(2, "work")
        self.equal(self.statuses(), {"order": "stuck", "other": "cancelled", "poison": "failed", "copy": "stuck"})
        shown = self.valor("show", "order")
        self.says(shown, "order: stuck", "colour", "frame 0: shop::order(", "price <i> = 3", 'what <s> = "tea"', "submitted", "stuck: ")
        self.program(2, "work")  # it knows that it does not know it
        self.equal(json.loads(self.valor("show", "order", "--json"))["generation"], 2)
        self.program(1, "work")
        self.equal(self.statuses()["order"], "done")
        self.equal(self.program(1, "result", "order").strip(), "<i>18")
        self.equal(self.statuses()["copy"], "waiting")

    def poison(self):
        found = json.loads(self.valor("show", "poison", "--json"))
        self.equal((found["status"], found["attempts"], found["error"]), ("failed", 2, "it is 1 (std::runtime_error)"))
        self.equal(found["effects"], [{"key": "pay", "done": True, "attempts": 1, "value": 7}])
        self.says(json.dumps(found["snapshot"]), "how", "shop::poison")
        self.valor("retry", "poison")
        self.equal(self.statuses()["poison"], "ready")
        self.program(1, "work")
        self.equal([h["what"] for h in json.loads(self.valor("show", "poison", "--json"))["history"]],
                   ["submitted", "failed", "set aside", "retried", "failed", "set aside"])
        self.says(self.valor("ps", "--status", "failed"), "poison", "it is 1")
        self.valor("cancel", "poison")

    def sends(self):
        for value, extra in (("true", ["--type", "b"]), ("x", []), ("3.5", []), ("123456789012", []), ("00000007", ["--type", "i", "--hex"])):
            self.valor("send", "copy", "unused", value, *extra)
        self.says(self.valor("send", "copy", "n", "x", "--type", "i", status=2), "'x' is no value of type \"i\"")
        self.says(self.valor("send", "copy", "n", "0000", "--type", "i", "--hex", status=2), "not of type")
        self.says(self.valor("send", "copy", "n", "0x", "--type", "i", "--hex", status=2), "hexadecimal")
        self.says(self.valor("send", "copy", "n\nm", "1", status=2), "control character")
        self.valor("send", "copy", "quantity", "00000007", "--type", "i", "--hex")
        self.says(self.valor("watch", "--for", "0.01"), "copy ready 1\n")
        self.program(1, "work")
        self.equal(self.program(1, "result", "copy").strip(), "<i>24")
        lines = [json.loads(line) for line in self.valor("watch", "--for", "0.01", "--json").splitlines()]
        self.equal({r["id"]: r["status"] for r in lines}, self.statuses())

    def errors(self):
        for command in (["show", "nobody"], ["cancel", "nobody"], ["retry", "nobody"], ["fork", "nobody", "x"], ["send", "nobody", "n", "1"]):
            self.says(self.valor(*command, status=2), "valor: there is no coroutine 'nobody'")
        self.says(self.valor("retry", "copy", status=2), "'copy' is done")
        self.says(self.valor("send", "copy", "n", "1", status=2), "has ended")
        self.says(self.valor("ps", "--status", "asleep", status=2), "no status 'asleep'")
        self.says(self.run([self.args.valor, "ps", "--store", "sqlite:/no/such/file"], 2), "no file '/no/such/file'")
        self.says(self.run([self.args.valor, "ps", "--store", "mysql:x"], 2), "no store")
        named = {**os.environ, "VALOR_STORE": self.args.url}
        self.equal(self.run([self.args.valor, "ps", "--json"], environment=named), self.valor("ps", "--json"))
        self.says(self.run([self.args.valor, "ps", "--store", "mysql:x"], 2, named), "no store")  # what is asked for comes first
        self.says(self.run([self.args.valor, "ps", "--store", "memory:"], 2), "one process")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--valor", required=True)
    parser.add_argument("--program", nargs=2, required=True)
    parser.add_argument("--url", required=True)
    check = Check(parser.parse_args())
    try:
        for part in (check.versions, check.poison, check.sends, check.errors):
            part()
    except Failed as e:
        print(e)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
