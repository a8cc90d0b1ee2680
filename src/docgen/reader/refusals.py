"""The words for YAML that docgen leaves out."""

from typing import NamedTuple

from docgen.diagnostics import Words


class Refusal(NamedTuple):
    """Why something typed is refused, and what to type."""

    id: str
    message: Words
    hint: Words


MERGE_KEY = Refusal(
    "merge-key",
    Words("「<<」是 YAML 的合并写法，docgen 不用它", "'<<' merges mappings in YAML; docgen does not use it"),
    Words("把要合并的各项直接写在这里", "write the entries out here"),
)
EMPTY_KEY = Refusal(
    "key-not-text",
    Words("冒号前面没有名称", "there is no name before the colon"),
    Words(
        "写成「名称: 内容」，例如「title: 安康关爱行动」", "write 'name: content', such as 'title: Notice'"
    ),
)
CONTAINER_KEY = Refusal(
    "key-not-text",
    Words("名称的位置上是一对括号", "brackets stand where a name is expected"),
    Words(
        "名称要用文字，写成「名称: 内容」；括号如果是内容的一部分，给整个内容加引号",
        "a name is text: write 'name: content'; if the brackets belong to the content, quote all of it",
    ),
)
SEVERAL_DOCUMENTS = Refusal(
    "several-documents",
    Words("第二次出现「---」，一个文件只能写一份内容", "a second '---': a file holds one document"),
    Words(
        "删去这一行，或把后面的内容另存为一个文件",
        "delete this line, or move what follows to a file of its own",
    ),
)
NESTING = Refusal(
    "nesting",
    Words("这里一层套一层超过了 64 层", "nested deeper than 64 levels here"),
    Words("检查括号和缩进，去掉多余的层次", "check brackets and indentation, and remove levels"),
)
EMPTY_FILE = Refusal(
    "empty-file",
    Words("文件里没有内容", "the file has no content"),
    Words(
        "从「名称: 内容」写起，例如「id: ankang-care」",
        "start with 'name: content', such as 'id: ankang-care'",
    ),
)

DIRECTIVE = Refusal(
    "directive",
    Words(
        "行首的 % 是 YAML 的指令，docgen 不用它",
        "a line that begins with % is a YAML directive; docgen does not use it",
    ),
    Words("删去这一行", "delete this line"),
)
TOO_MANY = Refusal(
    "too-many-errors",
    Words("错误太多，从这里起不再往下读", "too many errors: reading stops here"),
    Words("先改好上面这些，再检查一次", "mend those above, then check again"),
)
BAD_CODE = Refusal(
    "unprintable-character",
    Words(
        "反斜杠后面的字符编号不存在，公文里印不出来", "the escape names no character that could be printed"
    ),
    Words("删去这个转义写法，直接输入要印的字", "remove the escape and type the character itself"),
)
FULL_COMMA = Refusal(
    "full-width-comma",
    Words("括号里的各项用了全角逗号“，”", "the entries in brackets are parted by a full-width comma"),
    Words(
        "各项之间改用半角逗号加空格；如果“，”是内容，给整个内容加引号",
        "part entries with a comma and a blank; if '，' belongs to the content, quote all of it",
    ),
)
AFTER_BRACKET = Refusal(
    "text-after-bracket",
    Words("括号后面还有文字", "text follows the closing bracket"),
    Words(
        "如果括号是内容的一部分，给整个内容加引号", "if the brackets belong to the content, quote all of it"
    ),
)


def duplicate_key(key: str, first_line: int) -> Refusal:
    """Return the words for a key that stands in the same mapping twice."""
    return Refusal(
        "duplicate-key",
        Words(
            f"「{key}」写了两次，前一次在第 {first_line} 行",
            f"'{key}' is written twice, first in line {first_line}",
        ),
        Words("两处只留一处，或改掉其中一处的名称", "keep one of the two, or rename one"),
    )


def alias(seen: str) -> Refusal:
    """Return the words for an anchor `&name` or an alias `*name`."""
    return Refusal(
        "alias",
        Words(
            f"「{seen}」开头的 {seen[:1]} 在 YAML 里是引用记号，docgen 不用它",
            f"'{seen}' begins with {seen[:1]}, which makes a reference in YAML; docgen does not use it",
        ),
        Words(
            f'如果它是文字，给整个内容加引号，例如 "{seen}……"；如果想引用别处的内容，用 "{{{{ 名称 }}}}"',
            f'if it is text, quote all of it, such as "{seen}..."; to reuse content, use "{{{{ name }}}}"',
        ),
    )


def tag(seen: str) -> Refusal:
    """Return the words for a tag such as `!!str`."""
    return Refusal(
        "tag",
        Words(
            f"「{seen}」开头的 ! 在 YAML 里是类型记号，docgen 不用它",
            f"'{seen}' begins with !, which makes a tag in YAML; docgen does not use it",
        ),
        Words(
            f'删去「{seen}」；如果它是文字，给整个内容加引号，例如 "{seen} ……"',
            f"delete '{seen}'; if it is text, quote all of it, such as \"{seen} ...\"",
        ),
    )


def not_a_mapping(line: str) -> Refusal:
    """Return the words for a file whose first line is no entry."""
    return Refusal(
        "not-a-mapping",
        Words(
            f"文件要由「名称: 内容」组成，这里是「{line}」",
            f"the file must consist of 'name: content' entries; here is '{line}'",
        ),
        Words(
            "在行首写上名称、半角冒号和一个空格，例如「title: 安康关爱行动」",
            "begin the line with a name, a colon and a blank, such as 'title: Notice'",
        ),
    )


def unknown_escape(seen: str) -> Refusal:
    """Return the words for a backslash that starts no escape, as in a Windows path."""
    return Refusal(
        "unknown-escape",
        Words(
            f"双引号里的反斜杠有特别含义，「{seen}」读不懂",
            f"a backslash in double quotes has a meaning of its own; '{seen}' has none",
        ),
        Words(
            "要印反斜杠就写两个（\\\\），或把双引号换成单引号", "type it twice (\\\\), or use single quotes"
        ),
    )


def reserved(seen: str) -> Refusal:
    """Return the words for text that begins with a character YAML keeps for itself."""
    return Refusal(
        "reserved-character",
        Words(f"内容不能以 {seen} 开头", f"content cannot begin with {seen}"),
        Words(f'给整个内容加引号，例如 "{seen}……"', f'quote all of it, such as "{seen}..."'),
    )


def block_mark(seen: str) -> Refusal:
    """Return the words for text in the line of a `|` or `>`."""
    return Refusal(
        "reserved-character",
        Words(
            f"{seen} 开头表示下面几行都是文字，这一行后面不能再写内容",
            f"{seen} announces lines of text below; nothing may follow it in its own line",
        ),
        Words(
            f'{seen} 如果是文字，给整个内容加引号，例如 "{seen}……"；否则把内容移到下一行并缩进',
            f'if it is text, quote all of it, such as "{seen}..."; otherwise put it into the next line',
        ),
    )


def unclosed_quote(seen: str) -> Refusal:
    """Return the words for a quote whose pair is missing, or stands lines below."""
    return Refusal(
        "unclosed-quote",
        Words("引号没有关上", "the quote is never closed"),
        Words(f"在内容末尾加上 {seen}", f"add {seen} where the content ends"),
    )


def open_bracket(seen: str) -> Refusal:
    """Return the words for a bracket that is never closed."""
    closing = "}" if seen == "{" else "]"
    return Refusal(
        "unclosed-bracket",
        Words(f"括号 {seen} 没有关上", f"the bracket {seen} is never closed"),
        Words(
            f"在内容末尾加上 {closing}；如果 {seen} 是文字，给整个内容加引号",
            f"add {closing} where the content ends; if {seen} is text, quote all of it",
        ),
    )


def extra_bracket(seen: str) -> Refusal:
    """Return the words for a closing bracket without an opening one."""
    return Refusal(
        "extra-bracket",
        Words(f"多了一个 {seen}，前面没有和它成对的括号", f"there is a {seen} without an opening bracket"),
        Words(
            f"删去 {seen}；如果它是文字，给整个内容加引号",
            f"delete {seen}; if it is text, quote all of the content",
        ),
    )
