#!/usr/bin/env python3
"""Tests the report in a browser: python3 tests/browser/run.py [ATAU] [--large] [--pictures FOLDER]

Makes two runs, of a few texts among which is one full of markup, and (with --large) of 10,000, writes the report in
three languages and hands each to report_test.py. ATAU is the program [default: target/release/atau].
"""

import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
TEXTS = {
    "a letter.txt": "Dawaci fled to the Ili. Amursana followed Dawaci with the Kazakhs of Ablai Khan, and Ablai Khan wrote "
                    "to Beijing. Galdan Tseren was dead; Lama Dorji ruled Dzungaria.\n" * 12,
    "письмо.txt": "Даваци бежал на Или. Амурсана шёл за Даваци вместе с казахами Аблай-хана. Галдан-Цэрэн умер, и "
                  "Лама-Доржи правил Джунгарией.\n" * 12,
    "хат.txt": "Даваци Ілеге қашты. Әмірсана Абылай ханның қазақтарымен бірге Даваціні қуды. Абылай хан Жоңғар "
               "хандығына елші жіберді.\n" * 12,
    "<img src=x onerror=window.hit=1>.txt": "</script><script>window.hit=1</script> Dawaci <img src=x onerror=window.hit=1> "
                                            "\"Amursana\" & 'Ablai Khan' <!-- ]]> \u2028 Dawaci &lt;b&gt; <b>Lama Dorji</b>\n" * 5,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("atau", nargs="?", default="target/release/atau")
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--pictures", type=pathlib.Path)
    arguments = parser.parse_args()
    if not shutil.which("chromedriver"):
        print("browser: not tested, there is no chromium with chromedriver here")
        return 0
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        write(place / "few", TEXTS)
        runs = [("few", language) for language in ("en", "ru", "kk")]
        if arguments.large:
            some = list(TEXTS.values())
            write(place / "many", {f"{n // 100:03}/{n:05}.txt": some[n % 3] for n in range(10_000)})
            runs.append(("many", "en"))
        for texts, language in runs:
            out = place / f"out-{texts}"
            if not out.exists():
                call(arguments.atau, "align", place / texts, "--out", out, "--quiet")
            start = time.monotonic()
            call(arguments.atau, "report", out, "--ui-language", language)
            print(f"browser: report of {texts} texts in {language}, written in {time.monotonic() - start:.2f} s", flush=True)
            pictures = ["--pictures", arguments.pictures / f"{texts}-{language}"] if arguments.pictures else []
            call(sys.executable, HERE / "report_test.py", out / "report.html", *pictures)
    return 0


def write(folder, texts):
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def call(*arguments):
    result = subprocess.run([str(a) for a in arguments], check=False)
    if result.returncode:
        sys.exit(f"browser: FAILED: {' '.join(str(a) for a in arguments[:3])} ended with {result.returncode}")


if __name__ == "__main__":
    sys.exit(main())
