"""Whether a content is sound or moving pictures, and of which kind: told from its first bytes, never from its name."""

import re

from tracker.evidence.states import FileType

# Brands of the ISO base media format (ISO/IEC 14496-12, 3GPP TS 26.244); pictures share it under brands of their own.
_SOUND = (b"M4A ", b"M4B ")
_BOTH = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash")
_PICTURES = re.compile(rb"hdlr.{8}vide", re.DOTALL)  # the handler of a track that shows something
# Layer III of MPEG audio: kbit/s by index, for MPEG 1 and for MPEG 2 and 2.5; Hz by version and index.
_RATES = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_LOW_RATES = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_SAMPLES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def recording_type(content: bytes) -> FileType | None:
    """The kind of a recording; None for everything else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return FileType.WAV
    if content[4:8] == b"ftyp" and 16 <= int.from_bytes(content[:4]) <= 1024:
        return _boxed_type(content)
    return FileType.MP3 if _is_mp3(content) else None


def _boxed_type(content: bytes) -> FileType | None:
    brand = content[8:12]
    if brand[:3] in (b"3gp", b"3g2"):
        return FileType.THREE_GP
    if brand in _SOUND:
        return FileType.M4A
    if brand in _BOTH:
        return FileType.MP4 if _PICTURES.search(content) else FileType.M4A
    return None


def _is_mp3(content: bytes) -> bool:
    """Two whole frames, one after the other, behind the tags that may stand before them."""
    start = _after_tag(content)
    length = _frame_length(content[start : start + 4])
    return bool(length) and bool(_frame_length(content[start + length : start + length + 4]))


def _after_tag(content: bytes) -> int:
    """Where the sound begins behind an ID3 tag and its padding."""
    if content[:3] != b"ID3" or len(content) < 10 or any(byte > 0x7F for byte in content[6:10]):
        return 0
    size = sum(byte << shift for byte, shift in zip(content[6:10], (21, 14, 7, 0), strict=True))
    start = 10 + size
    while content[start : start + 1] == b"\x00":
        start += 1
    return start


def _frame_length(head: bytes) -> int:
    """The bytes of a frame by its head; 0 for what is no head of Layer III."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return 0
    version, rate, sampling = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version not in _SAMPLES or not 0 < rate < 15 or sampling == 3:
        return 0
    rates, factor = (_RATES, 144) if version == 3 else (_LOW_RATES, 72)
    return factor * rates[rate - 1] * 1000 // _SAMPLES[version][sampling] + (head[2] >> 1 & 1)
