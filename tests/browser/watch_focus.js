// Put into every page of the browser tests: after each partial update has settled, the focus stands on something. What
// a page asks by itself, while the reader has put the focus nowhere, is left out. Where another update begins meanwhile,
// the page has not settled: it is looked at after that one.
addEventListener("DOMContentLoaded", () => {
  const byHand = ["click", "submit", "change", "keydown"]
  let isWanted = false
  let waiting = []
  const look = () => waiting.push(setTimeout(() => {
    const active = document.activeElement
    if (isWanted && (!active || active === document.body)) console.error("focus fell to body after a partial update")
  }, 100))
  document.addEventListener("htmx:beforeSwap", () => { waiting.forEach(clearTimeout); waiting = [] })
  document.addEventListener("htmx:beforeRequest", (event) => {
    const asked = event.detail.requestConfig?.triggeringEvent?.type
    isWanted = document.activeElement !== document.body || byHand.includes(asked)
  })
  document.addEventListener("htmx:afterSettle", look)
  document.addEventListener("htmx:afterRequest", look)
})
