// What a page can do beside being read: switch its colours, open the search, copy what is to be copied.
// Without it, all but these works.
(() => {
  const root = document.documentElement
  const own = document.currentScript
  const dark = matchMedia("(prefers-color-scheme: dark)")

  const scheme = document.querySelector(".waypost-scheme")
  const isDark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : dark.matches)
  const say = () => {
    const words = isDark() ? scheme.dataset.light : scheme.dataset.dark
    scheme.setAttribute("aria-label", words)
    scheme.title = words
  }
  scheme.hidden = false
  scheme.addEventListener("click", () => {
    const wanted = isDark() ? "light" : "dark"
    // Back to what the reader's own system has: then it is followed again.
    root.dataset.scheme = wanted === (dark.matches ? "dark" : "light") ? "" : wanted
    try { localStorage.setItem("waypost-scheme", root.dataset.scheme) } catch { /* nothing is kept */ }
    say()
  })
  dark.addEventListener("change", say)
  say()

  // The code of the search is loaded when somebody is about to search.
  const button = document.querySelector(".waypost-search-open")
  let loading
  const search = query => {
    loading ??= window.waypostSearch ? Promise.resolve() : new Promise((resolve, reject) => {
      const script = document.createElement("script")
      script.src = button.dataset.search
      script.onload = resolve
      script.onerror = reject
      document.head.append(script)
    })
    loading.then(
      () => window.waypostSearch.open({ button, query }),
      () => { loading = undefined }, // perhaps it is there the next time
    )
  }
  button.hidden = false
  button.addEventListener("click", () => search())
  addEventListener("keydown", event => {
    const isTyping = event.target.closest?.("input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable]")
    const isWanted = event.key === "/" ? !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey
      : event.key === "k" && (event.ctrlKey || event.metaKey)
    if (!isWanted) return
    event.preventDefault()
    search()
  })
  // The address of a search can be sent on.
  const asked = new URLSearchParams(location.search)
  if (["q", "stage", "barrier"].some(name => asked.has(name))) search()

  const menu = document.querySelector(".waypost-menu")
  addEventListener("keydown", event => {
    if (event.key !== "Escape" || !menu.open) return
    menu.open = false
    menu.firstElementChild.focus()
  })

  for (const code of navigator.clipboard ? document.querySelectorAll("pre > code") : []) {
    const copy = document.createElement("button")
    copy.type = "button"
    copy.className = "waypost-copy"
    copy.textContent = own.dataset.copy
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(code.textContent.trimEnd())
      copy.textContent = own.dataset.copied
    })
    code.parentElement.append(copy)
  }
})()
