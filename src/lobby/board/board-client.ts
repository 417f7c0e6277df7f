// The board's own script, for browsers of old televisions: ES5 as it stands here (it is built by taking the types away), with
// XMLHttpRequest, and with EventSource, sound and speech only where they are. Whatever was missed, the number of the event
// tells: the page asks for what stands now, and shows and says what is new in it.
(function () {
  interface Call {
    seq: number;
    calling: boolean;
    age: number;
    sv: string;
    en: string;
  }
  var root = document.getElementById('board') as HTMLElement;
  if (!root) return;

  /** A call that is older than this is shown and not said, in seconds. */
  var TOO_OLD = 90;
  /** How long is waited for an answer, a chime, a sentence, in milliseconds. */
  var ANSWER = 8000;
  var CHIME = 3000;
  var SENTENCE = 10000;

  // Not the device's clock, which somebody may set while the board runs.
  var ticks = function (): number {
    return window.performance && window.performance.now ? window.performance.now() : new Date().getTime();
  };
  var told = function (name: string): string {
    return root.getAttribute('data-' + name) || '';
  };
  var callsOf = function (): Call[] {
    return JSON.parse(told('calls')) as Call[];
  };
  var highest = function (calls: Call[], least: number): number {
    var seq = least;
    for (var i = 0; i < calls.length; i++) seq = Math.max(seq, (calls[i] as Call).seq);
    return seq;
  };

  var beat = Number(told('beat'));
  var build = told('build');
  var shown = Number(told('seq'));
  var newest = shown;
  var known = highest(callsOf(), 0);
  var serverAt = Number(told('at'));
  var answeredAt = ticks();
  var heardAt = answeredAt;
  var askedAt = answeredAt;
  var asking = false;
  var live = false;

  // --- what stands on the wall

  var standing: { [part: string]: string } = {};
  var parts = function (of: HTMLElement): HTMLElement[] {
    var found: HTMLElement[] = [];
    var all = of.querySelectorAll('[data-part]');
    for (var i = 0; i < all.length; i++) found.push(all[i] as HTMLElement);
    return found;
  };
  var first = parts(root);
  for (var f = 0; f < first.length; f++)
    standing[(first[f] as HTMLElement).getAttribute('data-part') || ''] = (first[f] as HTMLElement).innerHTML;

  var take = function (text: string): void {
    var holder = document.createElement('div');
    holder.innerHTML = text;
    var fresh = holder.querySelector('#board') as HTMLElement | null;
    // Signed out, or another version of the program: the whole page is asked for again.
    if (!fresh || fresh.getAttribute('data-build') !== build) return window.location.reload();
    var names = ['seq', 'at', 'zone', 'calls', 'speech'];
    for (var n = 0; n < names.length; n++)
      root.setAttribute('data-' + names[n], fresh.getAttribute('data-' + names[n]) || '');
    shown = Number(told('seq'));
    serverAt = Number(told('at'));
    answeredAt = ticks();
    var main = root.querySelector('main');
    var freshMain = fresh.querySelector('main');
    if (main && freshMain) main.className = freshMain.className;
    var olds = parts(root);
    var news = parts(fresh);
    for (var i = 0; i < olds.length; i++) {
      var old = olds[i] as HTMLElement;
      var now = news[i] as HTMLElement;
      var name = now.getAttribute('data-part') || '';
      if (standing[name] !== now.innerHTML) {
        standing[name] = now.innerHTML;
        old.innerHTML = now.innerHTML;
      }
      if (name === 'now') pulse(old, now.getAttribute('data-call'));
    }
    showClock();
    hear(callsOf());
  };

  /** The latest call pulses when it is new: the animation itself ends after three times. */
  var pulse = function (part: HTMLElement, call: string | null): void {
    if (part.getAttribute('data-call') === call) return;
    if (call === null) part.removeAttribute('data-call');
    else part.setAttribute('data-call', call);
    part.className = 'now';
    if (call === null || Number(call) <= known) return;
    // Read, so that the animation begins anew.
    if (part.offsetWidth >= 0) part.className = 'now is-new';
  };

  var two = function (value: number): string {
    return value < 10 ? '0' + value : String(value);
  };
  /** Swedish clock time of a moment on this page's own count, by the server's clock. */
  var timeAt = function (moment: number): string {
    var minutes = Math.floor((serverAt + moment - answeredAt) / 60000) + Number(told('zone'));
    return two(Math.floor(minutes / 60) % 24) + '.' + two(minutes % 60);
  };
  var showClock = function (): void {
    var clock = root.querySelector('[data-clock]');
    if (clock && clock.textContent !== timeAt(ticks())) clock.textContent = timeAt(ticks());
  };

  // --- the line to the server

  var heard = function (): void {
    heardAt = ticks();
    showLost();
  };
  var ask = function (): void {
    if (asking) return;
    asking = true;
    askedAt = ticks();
    var request = new XMLHttpRequest();
    var done = false;
    var finish = function (again: boolean): void {
      if (done) return;
      done = true;
      clearTimeout(patience);
      asking = false;
      if (again) setTimeout(ask, 30);
    };
    var patience = setTimeout(function () {
      finish(false);
      request.abort();
    }, ANSWER);
    request.onreadystatechange = function () {
      if (request.readyState !== 4 || done) return;
      if (request.status === 401 || request.status === 403) return window.location.reload();
      if (request.status !== 200) return finish(false);
      heard();
      take(request.responseText);
      // Something newer was told of while this was on its way.
      finish(newest > shown);
    };
    request.open('GET', told('address') + '?efter=' + newest, true);
    request.send();
  };

  var source: EventSource | null = null;
  var connect = function (): void {
    if (!window.EventSource) return;
    var mine = new EventSource(told('stream'));
    source = mine;
    mine.addEventListener('queue', function (event) {
      live = true;
      heard();
      newest = Math.max(newest, Number((event as MessageEvent).data));
      if (newest > shown) ask();
    });
    mine.addEventListener('beat', function () {
      live = true;
      heard();
    });
    mine.addEventListener('error', function () {
      live = false;
      // Refused: the browser does not try again by itself. Asking finds out why.
      if (mine.readyState !== 2 || source !== mine) return;
      source = null;
      setTimeout(connect, 3000);
    });
  };

  var lost = document.getElementById('lost') as HTMLElement;
  var showLost = function (): void {
    var silence = ticks() - heardAt;
    if (silence < beat * 2.5) {
      if (!lost.hidden) lost.hidden = true;
      if (document.body.className !== '') document.body.className = '';
      return;
    }
    var minutes = Math.floor(silence / 60000);
    var sv = minutes < 1 ? 'mindre än en minut' : minutes + ' min';
    var en = minutes < 1 ? 'less than a minute' : minutes + ' min';
    if (minutes >= 60) sv = en = Math.floor(minutes / 60) + ' h ' + (minutes % 60) + ' min';
    var since = timeAt(heardAt);
    var say = function (language: string, age: string): string {
      return (lost.getAttribute('data-' + language) || '').replace('{time}', since).replace('{age}', age);
    };
    var text = say('sv', sv);
    if (lost.getAttribute('data-said') !== text) {
      lost.setAttribute('data-said', text);
      lost.innerHTML = '<p class="sv"></p><p class="en" lang="en"></p>';
      (lost.firstChild as HTMLElement).appendChild(document.createTextNode(text));
      (lost.lastChild as HTMLElement).appendChild(document.createTextNode(say('en', en)));
    }
    lost.hidden = false;
    document.body.className = 'is-lost';
  };

  setInterval(
    function () {
      var now = ticks();
      showClock();
      showLost();
      var silent = now - heardAt > beat * 2.5;
      // A line that is open and says nothing is none: another is opened.
      if (silent && source && live) {
        source.close();
        live = false;
        connect();
      }
      if (now - askedAt > (live && !silent ? beat * 3 : beat / 2)) ask();
    },
    Math.min(1000, beat / 4),
  );

  // --- what is heard

  var pending: Call[] = [];
  var current: Call | null = null;
  var endCurrent: (() => void) | null = null;
  // Kept: some browsers forget a sentence that nobody holds, and never say that it ended.
  var sentence: SpeechSynthesisUtterance | null = null;
  var chime = told('chime') ? new Audio(told('chime')) : null;
  var voices = window.speechSynthesis;

  var hear = function (calls: Call[]): void {
    var there = function (call: Call): boolean {
      for (var i = 0; i < calls.length; i++) {
        var each = calls[i] as Call;
        if (each.seq === call.seq) return each.calling;
      }
      return false;
    };
    // What was undone, and who has come, is not called any more.
    pending = pending.filter(there);
    if (current && !there(current) && endCurrent) endCurrent();
    var fresh = calls.filter(function (call) {
      return call.seq > known && call.calling && call.age < TOO_OLD;
    });
    fresh.sort(function (a, b) {
      return a.seq - b.seq;
    });
    known = highest(calls, known);
    pending = pending.concat(fresh);
    announce();
  };

  /** One after the other: chime, Swedish, and English where the board is set to it. */
  var announce = function (): void {
    if (current) return;
    var next = pending.shift();
    if (!next) return;
    current = next;
    var stages: ((then: () => void) => void)[] = [ring];
    if (told('speech') !== 'off') stages.push(say(next.sv, 'sv-SE'));
    if (told('speech') === 'sv-en') stages.push(say(next.en, 'en-GB'));
    var over = false;
    var step = function (): void {
      if (over) return;
      var stage = stages.shift();
      if (stage) return stage(step);
      end();
    };
    var end = function (): void {
      if (over) return;
      over = true;
      current = null;
      endCurrent = null;
      setTimeout(announce, 300);
    };
    endCurrent = function () {
      if (chime) chime.pause();
      if (voices) voices.cancel();
      end();
    };
    step();
  };

  /** Goes on once, when the thing is over or has taken too long. */
  var once = function (then: () => void, longest: number): () => void {
    var gone = false;
    var go = function (): void {
      if (gone) return;
      gone = true;
      clearTimeout(timer);
      then();
    };
    var timer = setTimeout(go, longest);
    return go;
  };

  var ring = function (then: () => void): void {
    if (!chime) return then();
    var go = once(then, CHIME);
    chime.onended = go;
    try {
      chime.currentTime = 0;
    } catch (_) {
      // Not loaded yet: it begins at its beginning.
    }
    attempt(chime, function () {}, go);
  };

  /** Plays; old browsers give no promise and play, new ones may demand that somebody has touched the page. */
  var attempt = function (audio: HTMLAudioElement, good: () => void, bad: () => void): void {
    var playing = audio.play() as Promise<void> | undefined;
    if (!playing || !playing.then) return good();
    playing.then(good, function (error: { name?: string }) {
      if (error && error.name === 'NotAllowedError') demand(true);
      bad();
    });
  };

  var say = function (text: string, language: string): (then: () => void) => void {
    return function (then) {
      if (!voices || !window.SpeechSynthesisUtterance) return then();
      var all = voices.getVoices();
      var fits = all.filter(function (voice) {
        return voice.lang.slice(0, 2) === language.slice(0, 2);
      });
      // Better nothing than Swedish read as if it were another language.
      if (all.length > 0 && fits.length === 0) return then();
      var go = once(then, SENTENCE);
      sentence = new SpeechSynthesisUtterance(text);
      sentence.lang = language;
      sentence.rate = 0.9;
      if (fits[0]) sentence.voice = fits[0];
      sentence.onend = go;
      sentence.onerror = function (event) {
        if (event.error === 'not-allowed') demand(true);
        go();
      };
      voices.speak(sentence);
    };
  };

  var button = document.getElementById('sound') as HTMLElement;
  var demand = function (wanted: boolean): void {
    button.hidden = !wanted;
  };
  button.onclick = function () {
    demand(false);
    if (chime)
      attempt(
        chime,
        function () {},
        function () {},
      );
    if (voices && window.SpeechSynthesisUtterance) voices.speak(new SpeechSynthesisUtterance(''));
  };
  // Whether this browser lets a page sound by itself is asked with a chime that nobody hears.
  if (chime) {
    var silent = chime;
    silent.volume = 0;
    var restore = function (): void {
      silent.volume = 1;
    };
    attempt(
      silent,
      function () {
        silent.pause();
        restore();
      },
      restore,
    );
  }
  // Loaded before it is needed: the list of voices comes late in some browsers.
  if (voices && told('speech') !== 'off') voices.getVoices();

  connect();
})();
