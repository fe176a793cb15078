// The builder: what was kept is counted and shown beside by the server; a text that two wrote in is shown twice.
const form = () => document.getElementById("build")

function kept(event) {
  const { base, clash } = event.detail
  if (clash) return form().querySelector("#save").click()
  form().elements.base.value = base
  window.htmx.ajax("GET", form().dataset.beside, { target: "#preview-body", swap: "none" })
}

function count(field) {
  const line = document.getElementById(`${field.id}-count`)
  if (line) line.textContent = line.textContent.replace(/\d+/, [...field.value].length)
}

document.addEventListener("utkik:saved", (event) => event.target === form() && kept(event))
document.addEventListener("htmx:afterSettle", () => document.querySelector("#build #errors")?.focus())
document.addEventListener("input", (event) => event.target.matches("#build [data-most]") && count(event.target))
document.addEventListener("click", (event) => {
  if (event.target.closest("#build [aria-disabled=true]")) event.preventDefault()
})
