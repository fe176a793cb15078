// Who else writes here: asked every few seconds while the page is looked at, said once when somebody comes.
const EVERY = 4000

async function ask(place) {
  const form = document.getElementById(place.dataset.presenceForm ?? "")
  const options = form ? { method: "POST", body: bodyOf(form), headers: headers() } : { headers: headers() }
  const answer = await fetch(place.dataset.presence, options).catch(() => null)
  if (!answer?.ok || answer.redirected) return
  const { text } = await answer.json()
  if (place.textContent === text) return
  place.textContent = text
  if (text) document.dispatchEvent(new CustomEvent("utkik:say", { detail: text }))
}

function headers() {
  const token = document.querySelector('meta[name="csrf-token"]')?.content ?? ""
  return { "X-CSRFToken": token, "X-Requested-With": "fetch", Accept: "application/json" }
}

function bodyOf(form) {
  return new URLSearchParams({ version: form.elements.version.value, pen: form.elements.pen.value })
}

function askAll() {
  if (document.hidden) return
  for (const place of document.querySelectorAll("[data-presence]")) ask(place)
}

setInterval(askAll, EVERY)
askAll()
document.addEventListener("htmx:load", (event) => {
  for (const place of event.detail.elt.querySelectorAll?.("[data-presence-form]") ?? []) ask(place)
})
