"""A process of its own that prints one document: the memory typst took goes back to the system with it.

Asked on stdin with one JSON object (see `pdf._job`), answers with the PDF on stdout; what typst refuses goes to
stderr, with exit status 1.
"""

import json
import sys
from datetime import datetime

import typst


def main() -> int:
    job = json.load(sys.stdin.buffer)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=job["fonts"])
    moment = datetime.fromisoformat(job["moment"]) if job["moment"] else None
    try:
        compiler = typst.Compiler(
            job["template"],
            root=job["root"],
            font_paths=fonts,
            sys_inputs={"data": json.dumps(job["data"], ensure_ascii=False)},
        )
        content = compiler.compile(format="pdf", pdf_standards=job["standards"], timestamp=moment)
    except typst.TypstError as error:
        sys.stderr.write(str(error))
        return 1
    assert isinstance(content, bytes)
    sys.stdout.buffer.write(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
