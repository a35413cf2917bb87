"""A machine that sleeps while a page is open: the clock of the page stands still, its connection dies unheard."""

from playwright.sync_api import Page

# The first stream of the page says that nothing is new, and dies without a word.
DEAD = """
const real = window.fetch;
window.fetch = (address, options) => {
  const url = new URL(address, location);
  if (window.heard || !url.pathname.endsWith("/live/")) return real(address, options);
  window.heard = true;
  const said = new TextEncoder().encode(`id: ${url.searchParams.get("since")}\\n\\n`);
  return Promise.resolve(new Response(new ReadableStream({
    start(controller) {
      controller.enqueue(said);
      options.signal.addEventListener("abort", () => controller.error(options.signal.reason));
    },
  })));
};
"""


def ready_to_sleep(page: Page) -> None:
    """The page is loaded anew, with a connection that is going to die."""
    page.clock.install()
    page.add_init_script(DEAD)
    page.reload()
    page.wait_for_function("window.heard")


def fall_asleep(page: Page) -> None:
    """It has ticked once by then, and knows nothing of what is made from now on."""
    page.clock.pause_at(page.evaluate("Date.now() / 1000") + 3)


def wake(page: Page) -> None:
    """Not after so long that the silence alone would be remarked."""
    page.clock.fast_forward("00:10")
    page.clock.resume()
