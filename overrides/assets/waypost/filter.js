// The filter of the decision log works without this. Here it says how many are left, and keeps what
// was chosen in the address, so that it can be sent on: decisions/#status=accepted&stage=build

for (const form of document.querySelectorAll(".waypost-filter")) {
  const items = [...form.closest(".waypost-log").querySelectorAll("[data-status]")]
  const count = form.querySelector("[aria-live]")
  const names = new Set([...form.elements].map((each) => each.name).filter(Boolean))
  const chosen = () => [...new FormData(form)].filter(([, value]) => value)

  const tell = () => {
    const wanted = chosen()
    const fits = (each) => wanted.every(([name, value]) => each.dataset[name] === value)
    const said = count.dataset.said.replace("{all}", items.length)
    count.textContent = wanted.length ? said.replace("{shown}", items.filter(fits).length) : ""
  }

  const follow = () => {
    const asked = new URLSearchParams(location.hash.slice(1))
    // The address of a heading is not about the filter.
    if (location.hash && ![...names].some((name) => asked.has(name))) return
    for (const name of names) {
      const inputs = [...form.querySelectorAll(`[name="${name}"]`)]
      const input = inputs.find((each) => each.value === asked.get(name))
      ;(input ?? inputs[0]).checked = true
    }
    tell()
  }

  const keep = () => {
    const part = new URLSearchParams(chosen()).toString()
    const address = location.pathname + location.search + (part && `#${part}`)
    history.replaceState(history.state, "", address)
    tell()
  }

  form.addEventListener("change", keep)
  form.addEventListener("reset", () => setTimeout(keep))
  addEventListener("hashchange", follow)
  follow()
}
