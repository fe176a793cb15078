// The list beside the article: which row is current, where the focus goes, rows that leave at once.
const NARROW = matchMedia("(max-width: 68.75rem)")
const article = () => document.getElementById("article")
const row = (key) => document.getElementById(`entry-${key}`)
const isAct = (element) => Boolean(element?.closest("#acts, #said"))
let wasInSteps = false
let wasAct = false
let opensArticle = false
let leaving = null

// A narrow screen shows the list or the article: there the row's link is followed as it stands.
document.addEventListener("htmx:beforeRequest", (event) => {
  const from = event.detail.elt
  if (NARROW.matches && from.closest("#entries")) {
    event.preventDefault()
    location.href = from.href
    return
  }
  wasInSteps = Boolean(document.activeElement?.closest("#steps"))
  wasAct = isAct(from)
  opensArticle = Boolean(from.closest("#entries")) && event.detail.requestConfig.triggeringEvent?.detail === 0
  if (!wasAct || event.detail.requestConfig.verb !== "post" || !leaves(from)) return
  leaving = row(article()?.dataset.entry)
  if (leaving) leaving.hidden = true
})

// In a list of what waits every act but "all above" takes its row away; elsewhere the server says what the row becomes.
function leaves(from) {
  const view = document.querySelector("#views [aria-current]")?.id
  const stays = ["act-above", "act-signal", "close"].includes(from.id) || from.closest("#said")
  return ["view-mine", "view-handed"].includes(view) && !stays
}

function comeBack() {
  if (leaving) leaving.hidden = false
  leaving = null
}

for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) document.addEventListener(name, comeBack)

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.elt?.id === "carrier" && document.getElementById("entries")) document.getElementById("main").className = "stream stream--list"
  if (event.detail.elt?.id !== "article") return
  if (event.detail.elt.matches("[data-composer]")) return
  leaving = null
  const current = mark(article()?.dataset.entry)
  tellRail(article()?.dataset.left)
  if (opensArticle) article().focus()
  else if (wasAct || !wasInSteps) focusOn(current)
  opensArticle = wasAct = false
})

function mark(key) {
  for (const other of document.querySelectorAll('.entry[aria-current="true"]')) other.removeAttribute("aria-current")
  const current = row(key)
  current?.setAttribute("aria-current", "true")
  current?.scrollIntoView({ block: "nearest" })
  return current
}

function focusOn(current) {
  const link = current && !NARROW.matches ? current.querySelector("a") : document.getElementById("title")
  const place = link ?? document.getElementById("go-on") ?? article()
  place?.focus({ preventScroll: Boolean(link) && !NARROW.matches })
  if (NARROW.matches) scrollTo(0, 0)
}

// The rail's number is what waits, as the heading has it.
function tellRail(left) {
  const number = document.querySelector('.way [aria-current] .number')?.firstChild
  if (left !== undefined && number) number.textContent = left
}

// Somebody may be writing a signal on the article: asked every eight seconds, said quietly.
setInterval(async () => {
  const place = document.getElementById("writing")
  if (!place || document.hidden) return
  const answer = await fetch(place.dataset.writing, { headers: { Accept: "application/json", "X-Requested-With": "fetch" } }).catch(() => null)
  if (!answer?.ok || answer.redirected || !place.isConnected) return
  const { text } = await answer.json()
  if (place.textContent.trim() !== text) place.textContent = text
}, 8000)
