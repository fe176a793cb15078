// Writing a signal by keyboard: digits and Enter choose in the group that has the focus, counters count.
const form = (element) => element.closest?.("form[data-digits]")

function choose(radio) {
  if (!radio) return
  radio.checked = true
  radio.focus()
  radio.dispatchEvent(new Event("input", { bubbles: true }))
  radio.dispatchEvent(new Event("change", { bubbles: true }))
}

function radiosOf(group) {
  return [...group.querySelectorAll("input[type=radio], input[type=checkbox]")]
}

// The page's own keys belong to what is read; while somebody writes, a letter is a letter. Capturing, to be first.
document.addEventListener("keydown", (event) => {
  if (!form(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === "Escape") return close(event)
  const group = event.target.closest("fieldset")
  if (group && event.target.matches("[type=radio]")) byKey(event, group)
  if (event.key.length === 1) event.stopPropagation()
}, true)

function close(event) {
  event.preventDefault()
  document.getElementById("close")?.click()
}

function byKey(event, group) {
  const offered = group.querySelector("[data-offer] input")
  if (event.key === "Enter") {
    event.preventDefault()
    if (offered && !group.querySelector(":checked")) choose(offered)
    return
  }
  const radio = /^[1-9]$/.test(event.key) && radiosOf(group)[Number(event.key) - 1]
  if (!radio) return
  event.preventDefault()
  choose(radio)
}

// Once somebody has chosen, nothing is offered any longer.
document.addEventListener("change", (event) => {
  if (!form(event.target)) return
  const group = event.target.closest("fieldset")
  if (!group?.querySelector(":checked")) return
  for (const offer of group.querySelectorAll("[data-offer]")) {
    offer.classList.remove("choice--offer")
    offer.removeAttribute("data-offer")
    offer.querySelector("kbd:last-child")?.remove()
  }
  group.querySelector(".suggested")?.remove()
})

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-take]")
  const field = button && document.getElementById(button.dataset.take)
  if (!field) return
  field.value = button.dataset.value
  field.dispatchEvent(new Event("input", { bubbles: true }))
  field.focus()
  button.closest(".offer")?.remove()
})

document.addEventListener("input", (event) => {
  const line = document.querySelector(`[data-count="${CSS.escape(event.target.id ?? "")}"]`)
  if (!line) return
  const count = [...event.target.value].length
  line.textContent = line.dataset.words.replace("{count}", count).replace("{most}", line.dataset.most)
})

// Ctrl+Enter presses a button without a click, which htmx would not see.
document.addEventListener("htmx:configRequest", (event) => {
  const button = form(event.detail.elt) && event.detail.triggeringEvent?.submitter
  if (button?.name) event.detail.parameters[button.name] = button.value
})
