// The copy of unsent text in this browser, keyed to the member and the form; gone at log-out.
const PREFIX = "utkik-draft:"
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
  if (!control || control.type === "hidden") return
  if (control.type === "checkbox") control.checked = true
  else control.value = value
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-log-out]")) return
  for (const place of Object.keys(localStorage)) if (place.startsWith(PREFIX)) localStorage.removeItem(place)
})
