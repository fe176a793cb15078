// After every partial update the focus stands somewhere sensible, never on body.
// The server marks the place with data-focus-next; else the same id, else the row after the one that left, else main.
const FOCUSABLE = "a[href], button:not([disabled]), input:not([type=hidden]), select, textarea, summary, [tabindex]"
const BY_HAND = ["click", "submit", "change", "keydown"]
let neighbours = []
let isWanted = false

function focus(element, options) {
  if (!element) return false
  if (!element.matches(FOCUSABLE)) element.tabIndex = -1
  element.focus(options)
  return document.activeElement === element
}

function first(element) {
  return element?.matches(FOCUSABLE) ? element : element?.querySelector(FOCUSABLE)
}

document.addEventListener("htmx:beforeSwap", (event) => {
  // a key presses a button without giving it the focus: then the button's row is the place
  const isNowhere = document.activeElement === document.body
  const active = isNowhere ? event.detail.requestConfig?.elt : document.activeElement
  // what a page asks by itself (how many are new, who else writes) leaves a reader alone who has put the focus nowhere
  isWanted = !isNowhere || BY_HAND.includes(event.detail.requestConfig?.triggeringEvent?.type)
  const row = active?.closest("li, tr")
  neighbours = [active?.id, row?.id, row?.nextElementSibling?.id, row?.previousElementSibling?.id]
})

function settle() {
  const marked = document.querySelector("[data-focus-next]")
  if (marked) {
    marked.removeAttribute("data-focus-next")
    if (focus(marked.matches("form, fieldset, section, li, tr") ? first(marked) ?? marked : marked)) return
  }
  if (!isWanted || (document.activeElement && document.activeElement !== document.body)) return
  for (const id of neighbours) if (id && focus(first(document.getElementById(id)))) return
  focus(document.getElementById("main"), { preventScroll: true })
}

document.addEventListener("htmx:afterSettle", settle)
document.addEventListener("htmx:oobAfterSwap", () => setTimeout(settle))
// a row that only leaves settles nothing: htmx tells no more than that the request is over
document.addEventListener("htmx:afterRequest", () => setTimeout(settle, 40))

// On a whole page the marks have nothing to say: only what an update brings is gone to.
for (const marked of document.querySelectorAll("[data-focus-next]")) marked.removeAttribute("data-focus-next")

// A page that comes with something to mend begins there.
focus(document.querySelector("[data-focus-now]"))

// Esc closes what was opened in place, focus back to what opened it: data-closes="#row-12-open" on the opened part.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return
  const opened = document.activeElement?.closest("[data-closes]")
  const closer = opened?.querySelector("[data-close]")
  if (!closer) return
  event.preventDefault()
  closer.click()
})
