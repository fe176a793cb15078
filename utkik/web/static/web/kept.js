// The copy of unsent text in this browser, keyed to the member and the form; gone at log-out.
const PREFIX = "utkik-draft:"
const SENT = "utkik-sent"
const LEFT_OUT = ["csrfmiddlewaretoken", "once"]

export function fields(form) {
  const texts = new URLSearchParams()
  for (const [name, value] of new FormData(form)) {
    const isSecret = form.elements[name]?.type === "password"
    if (typeof value === "string" && !LEFT_OUT.includes(name) && !isSecret) texts.append(name, value)
  }
  return texts
}

const placeOf = (form) => `${PREFIX}${form.dataset.autosaveWho}:${form.dataset.autosave}`

export function keep(form) {
  localStorage.setItem(placeOf(form), String(fields(form)))
}

export function forget(form) {
  localStorage.removeItem(placeOf(form))
}

// What was written but never confirmed comes back; true when something did.
export function restore(form) {
  const kept = localStorage.getItem(placeOf(form))
  if (!kept || kept === String(fields(form))) return false
  for (const [name, value] of new URLSearchParams(kept)) fill(form.elements[name], value)
  return true
}

function fill(control, value) {
  // a form that says which version it began from goes on from there, also where a colleague has been since
  if (!control || (control.type === "hidden" && !("kept" in control.dataset))) return
  if (control.type === "checkbox") control.checked = true
  else control.value = value
}

export function markSent(form) {
  sessionStorage.setItem(SENT, placeOf(form))
}

// The page after a form that was taken is reached through a redirect. Anything else (the form again with what is
// wrong, a broken network, the log-in page) leaves the copy where it is.
function settleSent() {
  const place = sessionStorage.getItem(SENT)
  sessionStorage.removeItem(SENT)
  const way = performance.getEntriesByType("navigation")[0]
  const wasTaken = way?.type === "navigate" && way.redirectCount > 0 && document.body.dataset.who
  if (place && wasTaken) localStorage.removeItem(place)
}

settleSent()

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-log-out]")) return
  for (const place of Object.keys(localStorage)) if (place.startsWith(PREFIX)) localStorage.removeItem(place)
})
