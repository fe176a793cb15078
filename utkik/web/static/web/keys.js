// A key presses a visible button, nothing more. The server writes data-key, so remap and off need no code here.
const FIELDS = "input, textarea, select, [contenteditable]:not([contenteditable=false])"
const WAIT = 1200
let chord = ""
let chordEnds

function isPlain(event) {
  return !(event.defaultPrevented || event.isComposing || event.keyCode === 229 || event.repeat && event.key.length > 1
    || event.ctrlKey || event.metaKey || event.altKey || event.getModifierState("AltGraph"))
}

function isTyping(element) {
  if (!element?.closest) return false
  const field = element.closest(FIELDS)
  return Boolean(field) && !["checkbox", "radio", "button", "submit"].includes(field.type)
}

const isSeen = (element) => element.checkVisibility?.({ visibilityProperty: true }) ?? Boolean(element.offsetParent)

function pressed(key) {
  const name = CSS.escape(key)
  // the row one stands on, then the page, then the menu
  const places = ['[aria-current="true"]', "main", ""].map((place) => `${place} [data-key="${name}"]`)
  for (const place of places) for (const one of document.querySelectorAll(place)) if (isSeen(one)) return one
  // the menu is closed on a narrow screen: its links still lead there
  return [...document.querySelectorAll(`a[data-key="${name}"]`)][0]
}

function act(key) {
  const one = pressed(key)
  if (!one) return false
  if (one.matches(FIELDS)) one.focus()
  else one.click()
  return true
}

function begins(key) {
  return Boolean(document.querySelector(`[data-key^="${CSS.escape(key)} "]`))
}

function isOwnKey(event) {
  // Enter and space belong to the button or link that has the focus
  return (event.key === "Enter" || event.key === " ") && event.target.closest?.("a, button, summary, label, input")
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.ctrlKey && !event.altKey && !event.isComposing) return send(event)
  if (!isPlain(event) || isTyping(event.target) || isOwnKey(event)) return
  if (event.key === "Shift") return
  const isCapital = event.key.length === 1 && event.key !== event.key.toLowerCase()
  if (isCapital && !event.shiftKey) return
  const key = chord ? `${chord} ${event.key}` : event.key
  clearTimeout(chordEnds)
  const wasChord = chord
  chord = ""
  if (act(key)) return event.preventDefault()
  if (!wasChord && begins(event.key)) {
    chord = event.key
    chordEnds = setTimeout(() => { chord = "" }, WAIT)
  }
})

// The one chord with Ctrl: it sends the form, from inside a field too.
function send(event) {
  const form = event.target.closest?.("form")
  if (!form) return
  event.preventDefault()
  // a form's buttons may stand beside it, in the bar at the foot
  const buttons = [...form.elements].filter((one) => one.type === "submit")
  const button = buttons.find((one) => one.hasAttribute("data-send")) ?? buttons[0]
  form.requestSubmit(button ?? undefined)
}

// Arrows move inside a list as j and k do, when the focus is in it.
document.addEventListener("keydown", (event) => {
  if (!isPlain(event) || isTyping(event.target)) return
  if (!event.target.closest?.("[data-arrows]")) return
  const code = { ArrowDown: "next", ArrowUp: "previous" }[event.key]
  const step = code && document.querySelector(`[data-step="${code}"]`)
  if (!step) return
  event.preventDefault()
  step.click()
})
