"""Every page says which scripts may run in it."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page

from waypost.cli.asked import is_serve
from waypost.policy import with_policy


# Before anybody changes the text of a page, which is still to be told from what stands around it.
@event_priority(100)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001
    """What templates have brought may run, and no script in an author's text."""
    return output if is_serve() else with_policy(output, page.content or "")


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG001
    """The same for pages that no author wrote, such as 404.html."""
    is_page = template_name.endswith(".html") and not is_serve()
    return with_policy(output_content) if is_page else output_content
