// The CSRF token stands in a meta tag, so that no form has to be found; logging in elsewhere renews it.
const meta = document.querySelector('meta[name="csrf-token"]')

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = meta.content
})

// A log-in in another tab changes the token: it is read from a page that anybody may ask for, if it is the same person.
export async function renewToken() {
  const answer = await fetch("/help", { credentials: "same-origin", cache: "no-store" })
  if (!answer.ok) return false
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  const fresh = page.querySelector('meta[name="csrf-token"]')?.content
  if (!fresh || page.body.dataset.who !== document.body.dataset.who) return false
  meta.content = fresh
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = fresh
  return true
}

document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 403) renewToken().catch(() => false)
})
