// An answer that comes while someone goes on choosing or typing must not put old values back: then it is passed over
// and what stands in the form now is sent instead.
const sent = new WeakMap()
const content = (form) => new URLSearchParams(new FormData(form)).toString()

document.addEventListener("htmx:beforeRequest", ({ target }) => {
  if (target.matches?.("form[data-latest]")) sent.set(target, content(target))
})

document.addEventListener("htmx:beforeSwap", (event) => {
  const form = event.detail.requestConfig?.elt
  if (!form?.matches("form[data-latest]") || sent.get(form) === content(form)) return
  event.detail.shouldSwap = false
  setTimeout(() => form.dispatchEvent(new Event("change", { bubbles: true })))
})
