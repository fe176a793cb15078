// Posts a form's texts as a draft; a token that grew stale by a log-in elsewhere is renewed once.
import { renewToken } from "./token.js"

function send(form, texts) {
  const token = document.querySelector('meta[name="csrf-token"]').content
  const body = new URLSearchParams(texts)
  body.set("key", form.dataset.autosave)
  const headers = { "X-CSRFToken": token, "X-Requested-With": "fetch", Accept: "application/json" }
  return fetch(form.dataset.autosaveUrl, { method: "POST", body, headers, signal: AbortSignal.timeout(20_000) })
}

// The answer, with what it told: read before the form may be sent, so that the page knows it by then.
export async function post(form, texts) {
  let answer = await send(form, texts)
  if (answer.status === 403 && (await renewToken().catch(() => false))) answer = await send(form, texts)
  if (answer.ok) answer.told = await answer.json()
  return answer
}

// The line in the form (or, named by its id, beside it) that says how it went.
export function show(form, text, link) {
  const line = document.querySelector(`[data-autosave-status="${form.id || "-"}"]`)
    ?? form.querySelector("[data-autosave-status]")
  if (!line) return
  line.textContent = text
  if (!link) return
  const a = Object.assign(document.createElement("a"), { href: "/log-in", target: "_blank", textContent: link })
  line.append(" ", a)
}
