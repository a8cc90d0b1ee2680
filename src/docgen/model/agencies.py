"""发文机关 and 名册: what many programs share."""

from docgen.model.base import Flag, Id, Model, Plain, Reference, Slug, field


class Agency(Model):
    """A unit that issues notices."""

    id: Slug = field("编号", "通知中用它指明发文机关。", "example-town")
    name: Plain = field("全称", "署名用的全称或规范化简称。", "示例镇人民政府")
    mark: Plain = field("发文机关标志", "红色大字；不写“文件”二字就没有。", "示例镇人民政府文件")
    code: Plain = field("机关代字", "发文字号中〔〕之前的字。", "示政发")
    printed_by: Plain | None = field("印发机关", "版记中的印发机关。", "示例镇党政综合办公室", default=None)
    letter_mark: Plain | None = field(
        "信函标志", "信函格式的发文机关标志；不写就用全称。", "示例镇人民政府", default=None
    )
    seal_picture: Plain | None = field(
        "印章图样",
        "底透明的 PNG 图片，写 templates 或 content 里的路径；通知写了 seal: true 又已定稿时印出。",
        "templates/seals/example-town.png",
        default=None,
    )
    seal_width: int = field("印章直径", "毫米。", 42, default=42, ge=20, le=60)
    duplex: Flag = field("双面印刷", "版记排在双数页（最后一张纸的背面）。", True, default=False)


class Agencies(Model):
    """content/agencies.yaml."""

    profile: Reference | None = field(
        "版式",
        "gbt9704-2012（不写就是它）、gbt33476，或 templates 文件夹里本单位版式文件的名称。",
        "gbt33476",
        default=None,
    )
    agencies: tuple[Agency, ...] = field("发文机关", "逐个登记。", min_length=1)


class Entry(Model):
    """A unit on a roster."""

    id: Id = field("编号", "各年不变的编号。", "heping")
    name: Plain = field("名称", "印出的名称。", "和平村")
    private: Flag = field("不公开", "公开版中印为 XX。", False, default=False)
    group: Reference | None = field("分组", "表格分组时归哪一组。", "east", default=None)


class Roster(Model):
    """content/rosters/*.yaml: units in their order."""

    id: Slug = field("编号", "与文件名相同。", "example-villages")
    label: Plain = field("名称", "名册叫什么。", "示例镇村（居）")
    entries: tuple[Entry, ...] = field(
        "单位", "按印出的顺序。", {"id": "heping", "name": "和平村"}, min_length=1
    )
