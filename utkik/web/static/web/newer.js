// "12 new – show": asks now and then how many have come; the list stands still until the person presses.
const EVERY = 60_000

for (const place of document.querySelectorAll("[data-newer]")) {
  setInterval(async () => {
    if (document.hidden) return
    const answer = await fetch(place.dataset.newer, { headers: { Accept: "application/json" } }).catch(() => null)
    if (!answer?.ok || answer.redirected) return
    const { count, text } = await answer.json()
    const isFirst = place.hidden && count > 0
    place.hidden = !count
    place.textContent = text
    // told once, not at every new one
    if (isFirst) document.dispatchEvent(new CustomEvent("utkik:say", { detail: text }))
  }, Number(place.dataset.every) || EVERY)
}
