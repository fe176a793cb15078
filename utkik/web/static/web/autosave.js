// Keeps what is written: on the server 800 ms after the last key and when the field is left, and in this browser until
// the server has confirmed it. A form without an address to save at (a guest's) is kept in this browser alone.
import { fields, forget, keep, markSent, restore } from "./kept.js"
import { post, show } from "./post.js"

const [PAUSE, AGAIN, PATIENCE] = [800, 5000, 3000]
const words = document.getElementById("status")?.dataset ?? {}
const watched = new Map()

const say = (text) => document.dispatchEvent(new CustomEvent("utkik:say", { detail: text }))

async function save(form) {
  const state = watched.get(form)
  clearTimeout(state.timer)
  const texts = fields(form)
  const written = String(texts)
  if (!form.dataset.autosaveUrl || state.flight || state.done || written === state.sent || !form.isConnected) return
  state.flight = post(form, texts).catch(() => null)
  const answer = await state.flight
  state.flight = null
  if (answer?.told) saved(form, written, answer.told)
  else failed(form, answer)
}

function soon(form, pause = PAUSE) {
  const state = watched.get(form)
  clearTimeout(state.timer)
  state.timer = setTimeout(save, pause, form)
}

// A page may put what was answered into its hidden fields ("utkik:saved"): they are no words of the writer's.
function saved(form, written, told) {
  const state = watched.get(form)
  const isAll = String(fields(form)) === written
  if (isAll) forget(form)
  else soon(form)
  form.dispatchEvent(new CustomEvent("utkik:saved", { detail: told, bubbles: true }))
  state.sent = isAll ? String(fields(form)) : written
  const text = (words.saved ?? "{time}").replace("{time}", told.saved_at)
  show(form, text)
  if (state.failing) say(text)
  state.failing = false
}

function failed(form, answer) {
  const state = watched.get(form)
  const isOut = [401, 403].includes(answer?.status)
  const text = isOut ? words.loggedOut : words.notSaved
  show(form, text, isOut && words.logIn)
  if (!state.failing) say(text)
  state.failing = true
  soon(form, AGAIN)
}

function watch(form) {
  watched.set(form, { timer: 0, flight: null, sent: String(fields(form)), failing: false, done: false })
  form.addEventListener("input", () => {
    watched.get(form).done = false
    keep(form)
    soon(form)
  })
  // not at once: leaving the field for the send button would let the draft overtake what is sent
  form.addEventListener("focusout", () => soon(form, 200))
  if (!restore(form)) return
  show(form, words.restored)
  say(words.restored)
  soon(form)
}

function begin(root) {
  const forms = [...root.querySelectorAll("form[data-autosave]"), ...(root.matches?.("form[data-autosave]") ? [root] : [])]
  for (const form of forms) if (!watched.has(form)) watch(form)
}

// A draft on its way arrives before the form itself, so that the form's success has the last word.
function hold(event) {
  const state = watched.get(event.target)
  if (!state) return
  clearTimeout(state.timer)
  if (!state.flight) {
    state.done = true
    return markSent(event.target)
  }
  event.preventDefault()
  event.stopImmediatePropagation()
  const { target, submitter } = event
  Promise.race([state.flight, new Promise((done) => setTimeout(done, PATIENCE))]).then(() => {
    state.flight = null
    target.requestSubmit(submitter)
  })
}

begin(document)
document.addEventListener("submit", hold, true)
document.addEventListener("htmx:load", (event) => begin(event.detail.elt))
document.addEventListener("htmx:beforeOnLoad", ({ detail: { elt, xhr } }) => { // the answer may take the form's place
  if (xhr.status < 400 && watched.has(elt)) forget(elt)
})
addEventListener("online", () => watched.forEach((_state, form) => save(form)))
document.addEventListener("visibilitychange", () => watched.forEach((_state, form) => save(form)))
