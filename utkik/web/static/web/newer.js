// "12 new – show": asks now and then how many have come; the list stands still until the person presses.
const EVERY = 60_000
const watched = new WeakSet()

function watch(place) {
  if (watched.has(place)) return
  watched.add(place)
  const turn = setInterval(() => place.isConnected ? ask(place) : clearInterval(turn), Number(place.dataset.every) || EVERY)
}

async function ask(place) {
  if (document.hidden) return
  const answer = await fetch(place.dataset.newer, { headers: { Accept: "application/json" } }).catch(() => null)
  if (!answer?.ok || answer.redirected) return
  const { count, text } = await answer.json()
  const isFirst = place.hidden && count > 0
  place.hidden = !count
  place.textContent = text
  // told once, not at every new one
  if (isFirst) document.dispatchEvent(new CustomEvent("utkik:say", { detail: text }))
}

const watchAll = () => document.querySelectorAll("[data-newer]").forEach(watch)
watchAll()
// a list that came by itself, as after the first visit, brings a place of its own
document.addEventListener("htmx:afterSettle", watchAll)
