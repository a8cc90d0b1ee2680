"""发文机关 and 名册: what many programs share."""

from docgen.model.base import Flag, Id, Model, Plain, Slug, field


class Agency(Model):
    """A unit that issues notices."""

    id: Slug = field("编号", "通知中用它指明发文机关。", "example-town")
    name: Plain = field("全称", "署名用的全称或规范化简称。", "示例镇人民政府")
    mark: Plain = field("发文机关标志", "红色大字；不写“文件”二字就没有。", "示例镇人民政府文件")
    code: Plain = field("机关代字", "发文字号中〔〕之前的字。", "示政发")
    printed_by: Plain | None = field("印发机关", "版记中的印发机关。", "示例镇党政综合办公室", default=None)


class Agencies(Model):
    """content/agencies.yaml."""

    agencies: tuple[Agency, ...] = field("发文机关", "逐个登记。", min_length=1)


class Entry(Model):
    """A unit on a roster."""

    id: Id = field("编号", "各年不变的编号。", "heping")
    name: Plain = field("名称", "印出的名称。", "和平村")
    private: Flag = field("不公开", "公开版中印为 XX。", False, default=False)


class Roster(Model):
    """content/rosters/*.yaml: units in their order."""

    id: Slug = field("编号", "与文件名相同。", "example-villages")
    label: Plain = field("名称", "名册叫什么。", "示例镇村（居）")
    entries: tuple[Entry, ...] = field(
        "单位", "按印出的顺序。", {"id": "heping", "name": "和平村"}, min_length=1
    )
