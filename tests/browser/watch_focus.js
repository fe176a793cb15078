// Put into every page of the browser tests: after each partial update has settled, the focus stands on something.
addEventListener("DOMContentLoaded", () => {
  const look = () => setTimeout(() => {
    const active = document.activeElement
    if (!active || active === document.body) console.error("focus fell to body after a partial update")
  }, 100)
  document.addEventListener("htmx:afterSettle", look)
  document.addEventListener("htmx:afterRequest", look)
})
