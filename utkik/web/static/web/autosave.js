// Keeps what is written: on the server 800 ms after the last key and when the field is left, and in this browser until
// the server has confirmed it.
import { fields, forget, keep, restore } from "./kept.js"
import { renewToken } from "./token.js"

const PAUSE = 800
const AGAIN = 5000
const words = document.getElementById("status")?.dataset ?? {}
function show(form, text, link) {
  const line = form.querySelector("[data-autosave-status]")
  if (!line) return
  line.textContent = text
  if (!link) return
  const a = Object.assign(document.createElement("a"), { href: "/log-in", target: "_blank", textContent: link })
  line.append(" ", a)
}

const say = (text) => document.dispatchEvent(new CustomEvent("utkik:say", { detail: text }))

function send(form, texts) {
  const token = document.querySelector('meta[name="csrf-token"]').content
  const body = new URLSearchParams(texts)
  body.set("key", form.dataset.autosave)
  const headers = { "X-CSRFToken": token, "X-Requested-With": "fetch", Accept: "application/json" }
  return fetch(form.dataset.autosaveUrl, { method: "POST", body, headers, keepalive: String(body).length < 60_000 })
}

async function confirmed(form, texts) {
  let answer = await send(form, texts)
  if (answer.status === 403 && (await renewToken().catch(() => false))) answer = await send(form, texts)
  return answer
}

function watch(form) {
  const state = { timer: 0, saving: false, sent: String(fields(form)), failing: false }

  async function save() {
    clearTimeout(state.timer)
    const texts = fields(form)
    const written = String(texts)
    if (state.saving || written === state.sent || !form.isConnected) return
    state.saving = true
    const answer = await confirmed(form, texts).catch(() => null)
    state.saving = false
    if (answer?.ok) return saved(written, (await answer.json()).saved_at)
    failed(answer)
  }

  function saved(written, at) {
    state.sent = written
    if (String(fields(form)) === written) forget(form)
    else state.timer = setTimeout(save, PAUSE)
    const text = (words.saved ?? "{time}").replace("{time}", at)
    show(form, text)
    if (state.failing) say(text)
    state.failing = false
  }

  function failed(answer) {
    const isOut = [401, 403].includes(answer?.status)
    const text = isOut ? words.loggedOut : words.notSaved
    show(form, text, isOut && words.logIn)
    if (!state.failing) say(text)
    state.failing = true
    state.timer = setTimeout(save, AGAIN)
  }

  form.addEventListener("input", () => {
    keep(form)
    clearTimeout(state.timer)
    state.timer = setTimeout(save, PAUSE)
  })
  form.addEventListener("focusout", save)
  addEventListener("online", save)
  form.addEventListener("submit", () => clearTimeout(state.timer))
}

function begin(root) {
  const forms = [...root.querySelectorAll("form[data-autosave]"), ...(root.matches?.("form[data-autosave]") ? [root] : [])]
  for (const form of forms) {
    if (form.dataset.watched) continue
    form.dataset.watched = "yes"
    watch(form)
    if (!restore(form)) continue
    show(form, words.restored)
    say(words.restored)
    form.dispatchEvent(new Event("input", { bubbles: true }))
  }
}

begin(document)
document.addEventListener("htmx:load", (event) => begin(event.detail.elt))
