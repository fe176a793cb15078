// A button beside a link copies it; without script the link stands there to be selected.
for (const button of document.querySelectorAll("[data-copies]")) {
  const link = document.getElementById(button.dataset.copies)
  link.addEventListener("focus", () => link.select())
  if (!navigator.clipboard) continue
  button.hidden = false
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(link.value)
    document.dispatchEvent(new CustomEvent("utkik:say", { detail: button.dataset.said }))
    link.select()
  })
}
