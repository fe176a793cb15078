// One polite live region for the whole page: document.dispatchEvent(new CustomEvent("utkik:say", { detail: "…" })),
// or the header HX-Trigger: {"say": "…"} from the server. Errors that stop a person use the error summary instead.
const region = document.getElementById("status")
let waiting

function say(text) {
  if (!region || !text) return
  clearTimeout(waiting)
  region.textContent = ""
  waiting = setTimeout(() => { region.textContent = text }, 60)
}

document.addEventListener("utkik:say", (event) => say(event.detail))
document.addEventListener("say", (event) => say(event.detail?.value ?? event.detail))

function failed(event) {
  const sentence = event.detail?.xhr?.getResponseHeader("X-Said")
  const isOut = event.detail?.xhr?.status === 401
  const text = sentence ? decodeURIComponent(sentence) : region?.dataset[isOut ? "loggedOut" : "failed"]
  say(text)
  show(text)
}

// What failed is also seen: the line above the content, until the next act.
function show(text) {
  const said = document.getElementById("said")
  if (!said) return
  const line = document.createElement("div")
  line.className = "undo trouble"
  line.append(Object.assign(document.createElement("p"), { textContent: text }))
  said.replaceChildren(line)
}

document.addEventListener("htmx:responseError", failed)
document.addEventListener("htmx:sendError", failed)
document.addEventListener("htmx:timeout", failed)

// Whoever waits is told so by what is waited for.
document.addEventListener("htmx:beforeRequest", (event) => event.detail.target?.setAttribute("aria-busy", "true"))
document.addEventListener("htmx:afterRequest", (event) => event.detail.target?.removeAttribute("aria-busy"))

// What the server said with the page is read out once, after the page.
const said = document.querySelector("#said .undo p")
if (said) say(said.textContent.trim())
