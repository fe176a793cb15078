// The list beside the article: which row is current, where the focus goes, rows that leave at once.
const NARROW = matchMedia("(max-width: 68.75rem)")
const byId = (id) => document.getElementById(id)
const row = (key) => byId(`entry-${key}`)
let turn = {}
let leaving = null
let isBusy = false
let pressedMeanwhile = ""

// A link pressed with Ctrl, Meta or Shift opens elsewhere, as links do.
document.addEventListener("click", (event) => {
  if ((event.ctrlKey || event.metaKey || event.shiftKey) && event.target.closest("#entries, #steps")) event.stopImmediatePropagation()
}, true)

// A narrow screen shows the list or the article: there the row's link is followed as it stands.
document.addEventListener("htmx:beforeRequest", (event) => {
  const from = event.detail.elt
  const isRow = Boolean(from.closest("#entries"))
  if (NARROW.matches && isRow) {
    event.preventDefault()
    location.href = from.href
    return
  }
  isBusy = Boolean(from.closest("#entries, #acts, #steps, #said, #above"))
  turn = {
    isAct: Boolean(from.closest("#acts, #said, #above")),
    isInSteps: Boolean(document.activeElement?.closest("#steps")),
    opens: isRow && event.detail.requestConfig.triggeringEvent?.detail === 0,
  }
  if (event.detail.requestConfig.verb === "post" && leaves(from)) leaving = row(byId("article")?.dataset.entry)
  if (leaving) leave()
})

function leave() {
  const hadFocus = leaving.contains(document.activeElement)
  leaving.hidden = true
  if (hadFocus) (document.querySelector(`#${leaving.id} ~ .entry:not([hidden]) a`) ?? byId("article"))?.focus({ preventScroll: true })
}

// In a list of what waits these acts take the row away; elsewhere the server says what the row becomes.
function leaves(from) {
  const view = document.querySelector("#views [aria-current]")?.id
  return ["view-mine", "view-handed"].includes(view) && from.matches("#act-keep, #act-dismiss, form.actions--ask")
}

function comeBack() {
  if (leaving) leaving.hidden = false
  leaving = null
}

for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) document.addEventListener(name, comeBack)

document.addEventListener("htmx:afterSettle", ({ detail: { elt } }) => {
  if (elt.id === "carrier" && byId("entries")) byId("main").className = "stream stream--list"
  if (elt.id === "acts") comeBack()
  if (elt.id === "desk" && byId("article")) settled()
})

// Who is quicker than the answer means the next article: pressed again once it is there.
document.addEventListener("htmx:confirm", (event) => {
  const from = event.detail.elt
  if (!isBusy || !from.id || !from.closest("#acts, #steps")) return
  event.preventDefault()
  pressedMeanwhile = from.id
})
document.addEventListener("htmx:afterRequest", () => { isBusy = false })

function settled() {
  leaving = null
  isBusy = false
  const { entry, left } = byId("article").dataset
  const current = mark(entry)
  const number = document.querySelector(".way [aria-current] .number")?.firstChild
  if (left !== undefined && number) number.textContent = left
  if (turn.opens) byId("article").focus()
  else if (turn.isAct || !turn.isInSteps) focusOn(current)
  turn = {}
  const again = byId(pressedMeanwhile)
  pressedMeanwhile = ""
  setTimeout(() => again?.click())
}

function mark(key) {
  for (const other of document.querySelectorAll('.entry[aria-current="true"]')) other.removeAttribute("aria-current")
  const current = row(key)
  current?.setAttribute("aria-current", "true")
  current?.scrollIntoView({ block: "nearest" })
  return current
}

function focusOn(current) {
  const link = NARROW.matches ? null : current?.querySelector("a")
  const place = link ?? byId("title") ?? byId("go-on") ?? byId("article")
  place.focus({ preventScroll: true })
  if (NARROW.matches) scrollTo(0, 0)
}

// A page that comes with an article far down in its list shows where in the list it is.
document.querySelector('.entry[aria-current="true"]')?.scrollIntoView({ block: "nearest" })
