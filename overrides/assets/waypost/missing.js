// Where nothing is, a form asks the search for the words of the address.

for (const form of document.querySelectorAll(".waypost-search-form")) {
  const input = form.querySelector("input")
  const path = location.pathname.replace(new URL(form.dataset.base, location).pathname, "/")
  let words = path
  try {
    words = decodeURIComponent(path)
  } catch {
    // an address that is no text is shown as it stands
  }
  // The week stands in the names of files, and is what an old link often has wrong.
  const named = words.replace(/\/(index\.html?)?$/, "").replace(/\.[a-z]+$/, "")
  const last = named.split("/").pop().replace(/^\d{4}-w\d{2}-(?=.)/i, "")
  input.value = last.replace(/[^\p{L}\p{N}]+/gu, " ").trim()
  form.hidden = false
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    const open = () => window.waypostSearch.open({ button: input, query: input.value })
    if (window.waypostSearch) return open()
    const script = document.createElement("script")
    script.src = form.dataset.search
    script.onload = open
    document.head.append(script)
  })
}
