"""What can be wrong with a data file as a whole, in the author's words."""

from collections.abc import Sequence

from docgen.diagnostics import Mistake, Words

_SAVE_AS = Words(
    "用 Excel 或 WPS 打开，点“另存为”，类型选 .xlsx",
    "open it in Excel or WPS and save it as .xlsx",
)


def missing(file: str, others: Sequence[str]) -> Mistake:
    """Return the mistake of a file that is not there."""
    near = "、".join(others)
    hint = (
        Words(f"同一文件夹里有：{near}", f"in the same folder: {', '.join(others)}")
        if others
        else Words("把文件放到方案所在的文件夹", "put it into the folder of the program")
    )
    return Mistake("missing-data", Words(f"找不到数据文件“{file}”", f"there is no data file {file}"), hint)


def unreadable(file: str) -> Mistake:
    """Return the mistake of a file that another program keeps, or that may not be read."""
    words = Words(
        f"“{file}”打不开，可能正被别的程序占用，或没有权限",
        f"{file} cannot be opened: in use, or no permission",
    )
    return Mistake(
        "unreadable-data", words, Words("关掉正在使用它的程序再试", "close the program that uses it")
    )


def encrypted(file: str) -> Mistake:
    """Return the mistake of a file with a password."""
    return Mistake(
        "encrypted-data",
        Words(f"“{file}”设了打开密码", f"{file} has a password"),
        Words(
            "用 Excel 或 WPS 打开，去掉密码后保存",
            "open it in Excel or WPS, remove the password and save it",
        ),
    )


def damaged(file: str) -> Mistake:
    """Return the mistake of a file that cannot be read to its end."""
    words = Words(f"“{file}”读不出来，文件可能已损坏", f"{file} cannot be read; it may be damaged")
    return Mistake("damaged-data", words, _SAVE_AS)


def too_large(file: str, limit: Words) -> Mistake:
    """Return the mistake of a file or sheet that is larger than docgen reads."""
    words = Words(f"“{file}”超过{limit.zh}", f"{file} has more than {limit.en}")
    hint = Words(
        "把用得到的行和栏复制到新的工作簿里，只粘贴数值",
        "copy the rows and columns in use into a new workbook, values only",
    )
    return Mistake("data-too-large", words, hint)


def another_format(file: str, kind: Words) -> Mistake:
    """Return the mistake of a file that is no table, or not the one that its name says."""
    words = Words(f"“{file}”其实是{kind.zh}，不是数据表", f"{file} is {kind.en}, no table of data")
    return Mistake("data-format", words, _SAVE_AS)


def unknown_ending(file: str) -> Mistake:
    """Return the mistake of a file whose name ends in another way than those of data files."""
    words = Words(
        f"“{file}”不是数据文件：只读 .xlsx、.xls、.ods、.csv",
        f"{file} is no data file: .xlsx, .xls, .ods and .csv are read",
    )
    return Mistake(
        "data-format", words, Words("写成 population.xlsx#工作表名", "write population.xlsx#SHEET")
    )


def unknown_sheet(file: str, wanted: str, names: Sequence[str]) -> Mistake:
    """Return the mistake of a sheet that is not in the file."""
    words = Words(f"“{file}”里没有工作表“{wanted}”", f"{file} has no sheet `{wanted}`")
    return Mistake(
        "unknown-sheet",
        words,
        Words(f"这个文件里有：{'、'.join(names)}", f"sheets of the file: {', '.join(names)}"),
    )


def no_sheets(file: str) -> Mistake:
    """Return the mistake of `#sheet` behind a file that has none."""
    words = Words(f"“{file}”是文本表格，没有工作表", f"{file} is a text table and has no sheets")
    return Mistake("unknown-sheet", words, Words("删去 # 和它后面的字", "remove # and what follows it"))


def no_rows(file: str) -> Mistake:
    """Return the mistake of an empty sheet."""
    words = Words(f"“{file}”是空的", f"{file} is empty")
    return Mistake("empty-data", words, Words("检查是不是另一张工作表", "check that it is the right sheet"))
