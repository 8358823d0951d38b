// The search. A page loads this when a reader first asks for it, and then of the index what the
// question needs: all of it as scripts, because a page opened from a folder may load nothing else.

(() => {
  const root = new URL("../../", document.currentScript.src)
  const assets = new URL("./", document.currentScript.src)
  const first = 20 // results that are shown at once
  const about = innerWidth < 600 ? 130 : 200 // letters of a passage

  // What was loaded

  let told // what search/search.js says: the words of the dialog, and which parts there are
  let newer // the version of a part that is not the one that was told
  let parts = new Map()
  const wanted = new Map() // by name, the version of a part
  const stemmers = new Map()
  const loading = new Map()

  const load = (address) => {
    if (!loading.has(address)) {
      const done = new Promise((resolve, reject) => {
        const script = document.createElement("script")
        script.src = address
        script.onload = () => resolve(script.remove())
        script.onerror = () => {
          loading.delete(address)
          reject(script.remove())
        }
        document.head.append(script)
      })
      loading.set(address, done)
    }
    return loading.get(address)
  }

  const begin = async (version = "") => {
    const address = new URL("search/search.js", root)
    if (version) address.searchParams.set("v", version)
    await load(address.href)
    const codes = Object.keys(told.words).filter(Boolean)
    await Promise.all(codes.map((code) => load(new URL(`stemmers/${code}.js`, assets).href)))
  }

  const part = async (name, version) => {
    if (!parts.has(name)) {
      const address = new URL(`search/${name}.js`, root)
      address.searchParams.set("v", version)
      wanted.set(name, version)
      await load(address.href)
    }
    if (!parts.has(name)) throw new Error(`${name} is of another state of the journal`)
    return parts.get(name)
  }

  // What a result says of a document.
  const row = async (number) => {
    const block = Math.floor(number / told.pages)
    return (await part(`pages-${block}`, told.blocks[block][1]))[number % told.pages]
  }

  // Words, as src/waypost/search/words.py makes them

  const WORD = /[\p{L}\p{N}]{2,}|(?![a-z])[\p{L}\p{N}]/gu
  const UNSEEN = /[\u00ad\u200c\u200d\u2060\ufeff]/g
  const LETTERS = { æ: "ae", ø: "oe", å: "aa", ß: "ss", œ: "oe", ł: "l", đ: "d", ð: "d", þ: "th" }

  const words = (text) => text.replace(UNSEEN, "").normalize("NFC").toLowerCase().match(WORD) ?? []

  const folded = (word) =>
    word
      .replace(/[æøåßœłđðþ]/g, (letter) => LETTERS[letter])
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .normalize("NFC")

  const known = new Map()
  const stems = (code, word) => {
    const key = `${code} ${word}`
    if (!known.has(key)) {
      // Figures have no stems, nor what stands among them.
      const stemmer = /^\p{L}+$/u.test(word) ? stemmers.get(code) : undefined
      const stem = (each) => stemmer?.stemWord(each) ?? each
      known.set(key, [...new Set([folded(stem(word)), stem(folded(word))])])
    }
    return known.get(key)
  }

  // The index

  const FIGURES = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"

  // As src/waypost/search/blocks.py writes them: .block or :block, and for each document in it a
  // number and a weight, all of them a figure of 64, and the weight a letter.
  const decoded = (postings) => {
    const found = new Map()
    let first = 0
    const value = (figures) => [...figures].reduce((sum, each) => sum * 64 + FIGURES.indexOf(each), 0)
    for (const [, near, far, number, weight] of postings.matchAll(/\.(.)|:(..)|(.)(.)/g)) {
      if (number) found.set(first + value(number), weight.charCodeAt(0) - 64)
      else first = value(near ?? far) * told.pages
    }
    return found
  }

  const size = () => told.blocks.reduce((sum, [documents]) => sum + documents, 0)

  const everything = () =>
    told.blocks.flatMap(([documents], block) =>
      [...Array(documents).keys()].map((number) => block * told.pages + number),
    )

  // The numbers of the parts in which words from one to another stand.
  const between = (code, from, to) => {
    const firsts = told.words[code].map(([first]) => first)
    const numbers = [...firsts.keys()]
    return numbers.filter((n) => firsts[n] <= to && !(firsts[n + 1] <= from))
  }

  const lines = async (code, from, to) => {
    const named = (number) => part(`words-${code}-${number}`, told.words[code][number][1])
    const found = []
    for (const text of await Promise.all(between(code, from, to).map(named))) {
      const each = text.split(" ")
      for (let at = 0; at < each.length; at += 2) {
        if (each[at] >= from && each[at] <= to) found.push([each[at], each[at + 1]])
      }
    }
    return found
  }

  // Where a word stands: by document what it weighs there, and by language the stems that it has met.
  const look = async (word, isUnfinished) => {
    const weights = new Map()
    const met = new Map()
    const note = (code, stem, postings, share) => {
      met.set(code, (met.get(code) ?? new Set()).add(stem))
      for (const [number, weight] of decoded(postings)) {
        weights.set(number, Math.max(weights.get(number) ?? 0, weight * share))
      }
    }
    const start = folded(word)
    const codes = Object.keys(told.words)
    const exactly = async (code, stem, share) => {
      for (const [, postings] of await lines(code, stem, stem)) note(code, stem, postings, share)
    }
    const inLanguage = async (code) => {
      const own = stems(code, word)
      await Promise.all(own.map((stem) => exactly(code, stem, 1)))
      if (!isUnfinished || start.length < 2) return
      for (const [stem, postings] of await lines(code, start, `${start}\uffff`)) {
        if (!own.includes(stem)) note(code, stem, postings, 0.6)
      }
    }
    await Promise.all(codes.map(inLanguage))
    // In the middle of a word its stem may be shorter than what is typed: "understandin".
    for (let cut = 1; isUnfinished && !weights.size && cut <= 4 && start.length - cut >= 4; cut++) {
      await Promise.all(codes.map((code) => exactly(code, start.slice(0, -cut), 0.6)))
    }
    return { weights, met, start: isUnfinished && start.length > 1 ? start : "" }
  }

  const having = (terms, id) => decoded(terms.find(([each]) => each === id)?.[2] ?? "")

  // The numbers of the documents that fit, the best first; the newest of those that are as good.
  const find = async ({ query, stage, barrier }) => {
    const asked = [...new Set(words(query))]
    const isOpen = /[\p{L}\p{N}]$/u.test(query)
    const looked = await Promise.all(
      asked.map((word, at) => look(word, isOpen && at === asked.length - 1)),
    )
    // What stands nearly everywhere need not stand where the other words do.
    const all = size()
    const isRare = ({ weights }) => weights.size <= all / 2
    const needed = looked.some(isRare) && all > 9 ? looked.filter(isRare) : looked
    let found = needed.length
      ? [...needed[0].weights.keys()].filter((n) => needed.every(({ weights }) => weights.has(n)))
      : everything()
    for (const [terms, chosen] of [[told.stages, stage], [told.barriers, barrier]]) {
      if (!chosen) continue
      const those = having(terms, chosen)
      found = found.filter((n) => those.has(n))
    }
    const score = (n) =>
      (told.boosts[n] ?? 1) *
      looked.reduce((sum, { weights }) => {
        return sum + (weights.get(n) ?? 0) * Math.log(1 + all / Math.max(1, weights.size))
      }, 0)
    const scores = new Map(found.map((n) => [n, score(n)]))
    found.sort((a, b) => scores.get(b) - scores.get(a) || b - a)
    return { found, looked: needed }
  }

  // The passage of a text in which most of the words stand: texts, and what is marked in them.
  const passage = (text, code, looked) => {
    const hits = []
    for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
      const word = match[0].toLowerCase()
      const own = stems(code, word)
      const which = looked.findIndex(({ met, start }) => {
        const isMet = own.some((stem) => met.get(code)?.has(stem))
        return isMet || (start && folded(word).startsWith(start))
      })
      if (which >= 0) hits.push({ at: match.index, to: match.index + match[0].length, which })
    }
    const within = (hit) => hits.filter(({ at, to }) => at >= hit.at && to <= hit.at + about * 0.7)
    const worth = (hit) => new Set(within(hit).map(({ which }) => which)).size
    const best = hits.reduce((a, b) => (worth(b) > worth(a) ? b : a), hits[0])
    let from = Math.max(0, (best?.at ?? 0) - about * 0.3)
    if (from) {
      const sentence = text.slice(from, best.at).search(/[.!?…]["”’»)]?\s+\p{Lu}/u)
      from = sentence >= 0 ? text.indexOf(" ", from + sentence) + 1 : text.indexOf(" ", from) + 1
    }
    let to = Math.min(text.length, from + about)
    if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), best?.to ?? 0, from + 1)
    const pieces = [from ? "… " : ""]
    let last = from
    for (const hit of hits.filter(({ at, to: end }) => at >= from && end <= to)) {
      pieces.push(text.slice(last, hit.at), made("mark", {}, text.slice(hit.at, hit.to)))
      last = hit.to
    }
    return [...pieces, text.slice(last, to), to < text.length ? " …" : ""]
  }

  // What readers see

  const made = (name, attributes = {}, ...children) => {
    const element = document.createElement(name)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    element.append(...children.filter((each) => each !== ""))
    return element
  }

  const choice = (name, all, terms, isNumbered) => {
    const options = terms.map(([id, label], at) =>
      made("option", { value: id }, isNumbered ? `${at + 1} ${label}` : label),
    )
    const select = made("select", { name }, made("option", { value: "" }, all), ...options)
    return made("label", {}, made("span", {}, told.said[name]), select)
  }

  const leading = (address) => {
    const target = new URL(address, root)
    if (target.protocol === "file:" && target.pathname.endsWith("/")) target.pathname += "index.html"
    return target.href
  }

  const item = async (number, looked) => {
    const [title, address, kind, when, stage, code, lang, version] = await row(number)
    const link = made("a", { href: leading(address) }, title)
    const isForeign = lang !== document.documentElement.lang
    const facts = [kind, when].filter(Boolean).map((each) => made("span", {}, each))
    if (stage) {
      const step = { class: "waypost-step", style: `--step:${stage};--steps:${told.stages.length}` }
      // Of a stage's own page, its title says which it is.
      const label = facts.length && told.stages[stage - 1][1] === title ? "" : told.stages[stage - 1][1]
      facts.push(made("span", step, made("b", {}, String(stage)), label && ` ${label}`))
    }
    const text = made("p", { class: "waypost-search-passage" })
    part(`text-${number}`, version).then(
      (said) => text.append(...passage(said, code, looked)),
      () => text.remove(), // a page that has a title only
    )
    const heading = made("p", { class: "waypost-search-title" }, link)
    const body = [heading, made("p", { class: "waypost-search-facts" }, ...facts), text]
    return made("li", isForeign ? { lang } : {}, ...body)
  }

  let dialog

  const build = () => {
    const { said } = told
    const input = made("input", {
      type: "text", // of a search, Esc would empty it first
      name: "q",
      inputmode: "search",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      enterkeyhint: "search",
      "aria-label": said.search,
      placeholder: said.search,
      "aria-describedby": "waypost-search-hint",
    })
    const close = made("button", { type: "button", class: "waypost-search-close" }, said.close)
    const stage = choice("stage", said.stages, told.stages, true)
    const barrier = choice("barrier", said.barriers, told.barriers, false)
    const form = made(
      "form",
      { role: "search" },
      made("div", { class: "waypost-search-bar" }, input, close),
      made("div", { class: "waypost-search-choices" }, stage, barrier),
    )
    const count = made("p", { role: "status", "aria-live": "polite", class: "waypost-search-count" })
    const hint = made("p", { class: "waypost-search-hint", id: "waypost-search-hint" }, said.hint)
    const list = made("ol", { class: "waypost-search-results" })
    const more = made("button", { type: "button", class: "waypost-search-more" }, said.more)
    const below = made("div", { class: "waypost-search-found" }, hint, list, more)
    more.hidden = true
    const own = made("dialog", { class: "waypost-search", "aria-label": said.search }, form, count, below)

    const asked = () => {
      const given = new FormData(form)
      const value = (name) => String(given.get(name) ?? "").trim()
      return { query: value("q"), stage: value("stage"), barrier: value("barrier") }
    }

    const remember = ({ query, stage, barrier }) => {
      const address = new URL(location.href)
      for (const [name, value] of Object.entries({ q: query, stage, barrier })) {
        if (value && own.open) address.searchParams.set(name, value)
        else address.searchParams.delete(name)
      }
      try {
        history.replaceState(history.state, "", address)
      } catch {
        // from a folder, some browsers keep the address as it is
      }
    }

    let turn = 0
    let renewed = false
    const answer = async () => {
      const mine = ++turn
      const wanted = asked()
      remember(wanted)
      const isEmpty = !words(wanted.query).length && !wanted.stage && !wanted.barrier
      try {
        const { found, looked } = isEmpty ? { found: [], looked: [] } : await find(wanted)
        const items = await Promise.all(found.slice(0, first).map((each) => item(each, looked)))
        if (mine !== turn) return
        const number = found.length === 1 ? said.one : said.many
        const none = wanted.stage || wanted.barrier ? said.widen : said.try
        count.textContent = isEmpty ? "" : number.replace("%(num)s", found.length)
        if (!isEmpty && !found.length) count.textContent = said.nothing
        hint.textContent = isEmpty ? said.hint : none
        hint.hidden = found.length > 0
        list.replaceChildren(...items)
        below.scrollTop = 0
        more.hidden = found.length <= first
        more.onclick = async () => {
          const shown = list.children.length
          const next = found.slice(shown, shown + first)
          const added = await Promise.all(next.map((each) => item(each, looked)))
          if (mine !== turn || list.children.length !== shown) return
          list.append(...added)
          more.hidden = list.children.length >= found.length
          added[0].querySelector("a").focus()
        }
      } catch {
        if (mine !== turn) return
        if (newer && !renewed) {
          // The journal was published again since this page was opened.
          renewed = true
          parts = new Map()
          await begin(newer).catch(() => {})
          return answer()
        }
        count.textContent = said.failed
      }
    }

    let waiting
    form.addEventListener("input", (event) => {
      clearTimeout(waiting)
      waiting = setTimeout(answer, event.target === input ? 90 : 0)
    })
    form.addEventListener("submit", async (event) => {
      event.preventDefault()
      clearTimeout(waiting)
      await answer()
      list.querySelector("a")?.focus()
    })
    own.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (!step || event.target.matches("select")) return
      const stops = [input, ...list.querySelectorAll("a")]
      const next = stops[stops.indexOf(document.activeElement) + step]
      if (!next || !stops.includes(document.activeElement)) return
      event.preventDefault()
      next.focus()
      next.scrollIntoView({ block: "nearest" })
    })
    close.addEventListener("click", () => own.close())
    own.addEventListener("click", (event) => {
      if (event.target === own) own.close()
    })
    own.addEventListener("close", () => {
      turn++
      clearTimeout(waiting)
      remember(asked())
      own.opener?.focus()
    })
    document.body.append(own)
    return Object.assign(own, { input, stage, barrier, answer })
  }

  const open = async ({ button, query } = {}) => {
    const asked = new URLSearchParams(location.search)
    // What is typed before there is a field to type it in is not lost.
    let early = ""
    const note = (event) => {
      if (event.key.length > 1 || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      early += event.key
    }
    button?.setAttribute("aria-busy", "true")
    addEventListener("keydown", note, true)
    try {
      if (!told) await begin()
    } finally {
      removeEventListener("keydown", note, true)
      button?.removeAttribute("aria-busy")
    }
    dialog ??= build()
    if (dialog.open) return
    dialog.opener = button
    dialog.input.value = query ?? (early || asked.get("q") || dialog.input.value)
    for (const name of ["stage", "barrier"]) {
      const select = dialog[name].querySelector("select")
      select.value = asked.get(name) ?? select.value
      if (select.selectedIndex < 0) select.value = ""
    }
    dialog.showModal()
    dialog.input.focus()
    if (!early) dialog.input.select()
    await dialog.answer()
  }

  window.waypostSearch = {
    open,
    begin: (all) => (told = all),
    part: (version, name, data) => {
      if (version === wanted.get(name)) parts.set(name, data)
      else newer = version
    },
    stem: (code, stemmer) => stemmers.set(code, stemmer),
    // For tests: what a word is cut to, and what a question finds.
    stems: (code, word) => stems(code, word),
    addresses: async (asked) => {
      if (!told) await begin()
      const { found } = await find({ query: "", stage: "", barrier: "", ...asked })
      return (await Promise.all(found.map(row))).map(([, address]) => address)
    },
  }
})()
