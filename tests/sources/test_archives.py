"""Archives are untrusted: what an honest one cannot hold is refused whole, what it holds is read in sorted order."""

import io
import stat
import zipfile

import pytest

from etl import limits
from etl.errors import EmbassyRowError, LimitError, SourceError
from etl.sources.archives import Archive


def make_zip(path, members, compress=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compress) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path


def test_zip_and_folder_read_alike_without_the_wrapping_folder(tmp_path):
    packed = make_zip(tmp_path / "a.zip", [("owner-1/b/2.xml", b"two"), ("owner-1/a.xml", b"one")])
    folder = tmp_path / "owner-1"
    (folder / "b").mkdir(parents=True)
    (folder / "a.xml").write_bytes(b"one")
    (folder / "b" / "2.xml").write_bytes(b"two")
    assert list(Archive(packed).files()) == list(Archive(folder).files()) == [("a.xml", b"one"), ("b/2.xml", b"two")]


def test_files_are_chosen_by_pattern_at_any_depth(tmp_path):
    packed = make_zip(tmp_path / "a.zip", [("x/b/2.xml", b"2"), ("x/a.md", b"1"), ("x/c/d/3.xml", b"3")])
    assert [name for name, _ in Archive(packed).files("*.xml")] == ["b/2.xml", "c/d/3.xml"]
    assert Archive(packed).read("a.md") == b"1"


def test_one_plain_file_is_an_archive_of_itself(tmp_path):
    path = tmp_path / "officers.yaml"
    path.write_bytes(b"- a")
    assert list(Archive(path).files("*.yaml")) == [("officers.yaml", b"- a")]


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil.xml", "a/../../evil.xml", "..\\evil.xml", "C:evil.xml"])
def test_a_path_that_leaves_the_archive_is_refused(tmp_path, name):
    packed = make_zip(tmp_path / "a.zip", [("good.xml", b"x"), (name, b"x")])
    with pytest.raises(SourceError, match="leaves the archive") as error:
        Archive(packed)
    assert str(packed) in str(error.value) and error.value.remedy


def test_a_link_is_refused_in_a_zip_and_in_a_folder(tmp_path):
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/hosts")
    with pytest.raises(SourceError, match="a link"):
        Archive(tmp_path / "a.zip")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "out").symlink_to(tmp_path)
    with pytest.raises(SourceError, match="a link"):
        Archive(tmp_path / "folder")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused(tmp_path):
    packed = make_zip(tmp_path / "a.zip", [("a.xml", b"one"), ("a.xml", b"two")])
    with pytest.raises(SourceError, match="two members of one name"):
        Archive(packed)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    packed = make_zip(tmp_path / "a.zip", [("zeros.xml", b"0" * (4 << 20))])
    with pytest.raises(LimitError, match="MAX_RATIO"):
        Archive(packed)


@pytest.mark.parametrize(
    ("limit", "members"),
    [("MAX_MEMBERS", [("a", b"1"), ("b", b"2"), ("c", b"3")]), ("MAX_UNPACKED_BYTES", [("a", b"1"), ("b", b"22")])],
)
def test_limits_are_named_in_the_error(tmp_path, monkeypatch, limit, members):
    packed = make_zip(tmp_path / "a.zip", members)
    monkeypatch.setattr(limits, limit, 2)
    with pytest.raises(LimitError, match=limit):
        Archive(packed)


def test_a_file_over_the_limit_names_the_member(tmp_path, monkeypatch):
    packed = make_zip(tmp_path / "a.zip", [("big.xml", b"12345"), ("other.xml", b"1")])
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 4)
    with pytest.raises(LimitError, match=r"big\.xml"):
        Archive(packed)


def test_a_member_longer_than_the_directory_says_is_refused(tmp_path):
    packed = make_zip(tmp_path / "a.zip", [("a.xml", b"0123456789")], compress=zipfile.ZIP_STORED)
    data = bytearray(packed.read_bytes())
    central = data.rindex(b"PK\x01\x02")
    data[central + 20 : central + 24] = (4).to_bytes(4, "little")  # packed size
    data[central + 24 : central + 28] = (4).to_bytes(4, "little")  # unpacked size
    packed.write_bytes(data)
    with pytest.raises(SourceError, match=r"a\.xml"):
        list(Archive(packed).files())


def test_a_truncated_zip_and_a_missing_one_are_told_apart(tmp_path):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("a.xml", b"x" * 100)
    (tmp_path / "cut.zip").write_bytes(whole.getvalue()[:60])
    with pytest.raises(SourceError, match="cut short"):
        Archive(tmp_path / "cut.zip")
    with pytest.raises(SourceError, match="no such archive"):
        Archive(tmp_path / "none.zip")


def test_damaged_bytes_are_an_error_of_ours(tmp_path):
    packed = make_zip(tmp_path / "a.zip", [("a.xml", bytes(range(256)) * 40)])
    data = bytearray(packed.read_bytes())
    for position in range(60, 120):
        data[position] ^= 0x5A
    packed.write_bytes(data)
    with pytest.raises(EmbassyRowError, match=r"a\.xml"):
        list(Archive(packed).files())


def test_the_checksum_of_a_folder_tells_a_changed_file(tmp_path):
    (tmp_path / "a.xml").write_bytes(b"one")
    before = Archive(tmp_path).sha256
    (tmp_path / "a.xml").write_bytes(b"two")
    assert Archive(tmp_path).sha256 != before
