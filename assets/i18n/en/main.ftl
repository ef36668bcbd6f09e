### The words of the window, in English. Keys say where a text stands, values what the reader sees.

## Bar and menus
menu-file = File
menu-view = View
menu-go = Go
menu-story = Story
menu-help = Help
present = Present
present-hint = The story on the whole screen ({ $key })
search-hint = Search events, places, scenes
search-name = Search
style-light = Light
style-dark = Dark
style-projector = Projector
style-print = Print
style-greyscale = Greyscale
style-blank = Blank map
style-hint = The look of map and timeline
style-hint-light = For a screen by day
style-hint-dark = For a screen in a dark room
style-hint-projector = For the last row: large letters, heavy lines
style-hint-print = For the press: white ground, few inks
style-hint-greyscale = Greys alone; themes by shape
style-hint-blank = No names: for exercises
language-hint = Language of names and texts
place-in-doubt = Nobody knows exactly where it lay: within about { $km } km of this point.
names-language = Names on the map
names-as-texts = As the texts
names-second = Second names
names-no-second = None
names-disputed = Disputed waters and islands
names-disputed-by-language = As the language of names has it
names-disputed-english = English, as in documents of the United Nations
names-disputed-all = English, with all other names
language-local = Each place’s own language
language-en = English
language-vi = Tiếng Việt
language-ja = 日本語
language-zh = 中文
language-zh-Hans = 简体中文
language-zh-Hant = 繁體中文
language-zh-Latn = Pinyin
language-fr = Français
language-de = Deutsch
language-es = Español
language-pt = Português
language-it = Italiano
language-la = Latina
language-el = Ελληνικά
language-ru = Русский
language-ar = العربية
language-fa = فارسی
language-he = עברית
language-hi = हिन्दी
language-th = ไทย
language-lo = ລາວ
language-km = ខ្មែរ
language-my = မြန်မာ
language-ms = Bahasa Melayu
language-id = Bahasa Indonesia
language-tl = Tagalog
language-fil = Filipino
language-ko = 한국어

## Commands
command-open-dataset = Open data set…
command-open-bundled = Open the bundled data set
command-open-view = Open view…
command-save-view = Save view…
command-export-png = Export figure as PNG…
command-export-svg = Export figure as SVG…
command-export-pdf = Export figure as PDF…
command-export-timeline-png = Export timeline as PNG…
command-export-timeline-svg = Export timeline as SVG…
command-export-timeline-pdf = Export timeline as PDF…
command-export-lane-png = Export strip of the selected lane as PNG…
command-export-lane-svg = Export strip of the selected lane as SVG…
command-export-lane-pdf = Export strip of the selected lane as PDF…
command-quit = Quit
command-undo = Undo
command-redo = Redo
command-zoom-in = Zoom in
command-zoom-out = Zoom out
command-home-view = Opening view of the map
command-fit-selection = Fit the map to what is selected
command-whole-time = Show all time
command-show-everything = Show every theme and layer
command-clear-filter = Leave no event out
command-measure = Measure
command-measure-add-selected = Measure: add what is selected
command-measure-clear = Measure: clear
command-measure-add-middle = Add the middle of the map
command-measure-back = Take the last point back
command-measure-end = No more points
command-filter-to-map = Only events on the ground in view
command-filter-to-window = Only events of the window of time
command-filter-words = Only events with words …
command-fit-window = Show the window of time, large
command-window-from-cursor = Window begins at the cursor
command-window-to-cursor = Window ends at the cursor
command-time-mode-moment = The cursor lights one day
command-time-mode-window = The cursor moves a window of time
command-time-mode-cumulative = The cursor lights all up to its day
command-rows-theme = Timeline in rows by theme
command-rows-actor = Timeline in rows by actor
command-rows-place = Timeline in rows by place
command-rows-basis = Timeline in rows by basis
command-faster = Play faster
command-slower = Play slower
command-toggle-loop = Play again and again
command-play-by-event = Play from event to event
command-toggle-ease = Play slower at events
command-go-to-date = Go to a date
command-open-count = List what the count nearest to the cursor stands for
command-toggle-list = List
command-toggle-reading = Reading pane
command-toggle-timeline = Timeline
command-toggle-indicators = Indicators
command-toggle-flat = Flat map: no depth, no relief
command-projection-mercator = Projection: Mercator
command-projection-lambert-conformal = Projection: Lambert conformal conic
command-projection-equal-earth = Projection: Equal Earth
command-projection-globe = Projection: globe
command-open-style = Open a style file…
command-toggle-style = Light or dark
command-reduced-motion = Jump instead of flying
command-toggle-lane-list = Straits and sea lanes
command-reset-passages = Open all straits
command-moving-dashes = Moving dashes on lanes while time plays
command-fullscreen = Full screen
command-play-pause = Play or pause
command-next-event = Next event
command-previous-event = Previous event
command-first-day = First day
command-last-day = Last day
command-clear-selection = Select nothing
command-search = Search
command-palette = Command palette
command-next-panel = Keyboard to the next panel
command-previous-panel = Keyboard to the panel before
command-help = Keys and hints
command-problems = Problems of the data set
command-about = About Periplus
command-pan-left = Move the view left
command-pan-right = Move the view right
command-pan-up = Move the view up
command-pan-down = Move the view down
command-step-back = A step back in time
command-step-forward = A step forward in time
command-leap-back = Ten steps back in time
command-leap-forward = Ten steps forward in time
command-zoom-time-in = Show less time
command-zoom-time-out = Show more time
command-list-up = Row up
command-list-down = Row down
command-list-page-up = Screenful up
command-list-page-down = Screenful down
command-list-top = First row
command-list-bottom = Last row
command-list-open = Go to the row
command-light-everything = Light everything in the window of time
command-next-scene = Next scene
command-previous-scene = Previous scene
command-first-scene = First scene
command-last-scene = Last scene
command-return-to-scene = Back to the scene’s view
command-leave-story = Leave the story
command-toggle-story-list = List of scenes
command-toggle-scene-notes = Speaker’s notes below the scene
command-present = Present
command-present-from-start = Present from the first scene
command-end-presenting = End the presentation
command-blank-screen = Blank screen and back
command-speaker-window = Speaker’s notes in a window of their own
command-copy-view-for-scene = Copy this view for a scene
command-scene-digit = Number of a scene …
command-scene-of-number = … and go there; without a number, next scene

## Contexts of keys
context-global = Everywhere
context-map = On the map
context-measuring = While measuring on the map
context-timeline = On the timeline
context-list = In the list
context-story = While a scene of the story is read
context-presenting = While presenting
context-text-field = In a text field

## Left panel
themes = Themes
basis = Basis
basis-record = Record
basis-assessment = Assessment
basis-record-hint = It happened, or was signed, said or published.
basis-assessment-hint = What an author reads into events.
layers = Layers
filter-words = Only events with these words
filter-words-hint = Only events with these words…
filter-actors = Actors
filter-places = Places
filter-sources = Sources
filter-only = Only events of this one, and of others chosen so
filter-no-longer = No longer only these
filter-list-hint = Keep the events of some alone
filter-narrow = Narrow the list…
filter-too-many = … and more: type a few letters above.
filter-without = without { $name }
filter-area = an area of the map
filter-take-back = Take this part of the filter back
filter-take-back-of = No longer filter by: { $name }
layer-depth = Depth of the sea
layer-relief = Relief
layer-countries = Country tints
layer-borders = Borders
layer-rivers = Rivers and lakes
layer-towns = Towns
layer-graticule = Graticule
layer-names = Names
policy-of = as { $name } has it
policy-international = in international use
layer-lanes = Sea lanes
layer-straits = Straits and canals
layer-places = Places
layer-events = Events
layer-legend = Legend
layer-scale_bar = Scale bar
layer-locator = Locator map on pages
list-name = Events
list-head = { $events ->
    [one] 1 event
   *[other] { $events } events
  } · { $lit } in the window
list-found = { $count ->
    [0] Nothing found
    [one] 1 found
   *[other] { $count } found
  }
list-no-hits = Nothing here matches “{ $search }”. Fewer letters find more; accents and capitals do not matter.
list-no-events = This data set has no events. Its places, lanes and indicators can still be explored.
list-all-filtered = Every event is left out by the switches above.
kind-event = Event
kind-place = Place
kind-lane = Sea lane
kind-period = Period
kind-actor = Actor
kind-series = Indicator
face-events = Events
face-events-name = List of events
face-story = Story
face-story-name = List of scenes
face-lanes = Lanes
face-lanes-name = Straits and sea lanes
what-if-head = What if a strait closes?
what-if-hint = Click a strait here or on the map: it closes, and lanes take their next way.
what-if-others = Other straits, canals and capes ({ $count })
what-if-lanes-of = { $count ->
    [0] no lane
    [one] 1 lane
   *[other] { $count } lanes
  }
what-if-closed = closed
what-if-speed = Speed of ships
what-if-speed-hint = The speed that days under way are reckoned with. Drag, or click and type.
what-if-knots = { " " }kn
what-if-reset = Open all
what-if-lanes = What it does to the lanes
what-if-length = { $nm } nm · { $days } days
what-if-longer = { $nm } nm · { $days } days · { $percent } %
what-if-copy = Copy as a table
what-if-copy-hint = Text with tabs between the columns, for a spreadsheet
what-if-columns = Lane | With nothing closed (nm) | Days at { $knots } kn | Now (nm) | Days | Longer by (nm) | Days | Per cent
what-if-closed-are = Closed: { $straits }
what-if-note = Each lane takes its shortest way by sea at an even speed. Left out: the depth of water and the size of ships, other traffic, weather and currents, canal dues and waiting, and what a closure would do to trade.
no-way-round = No way is left: there is none round what is closed ({ $straits }).
no-way-but = No way is left: every way goes through what is closed ({ $straits }).
no-way = There is no way by sea.
strait-click-to-close = Click to close it to every lane
strait-click-to-open = Click to open it again
scene-list-name = Scenes
scenes-count = { $count ->
    [one] 1 scene
   *[other] { $count } scenes
  }
scenes-found = { $count ->
    [one] Found in 1 scene
   *[other] Found in { $count } scenes
  }

## Story
read-story = { $count ->
    [one] Read the story: 1 scene
   *[other] Read the story: { $count } scenes
  }
scene-number = Scene { $number } of { $count }
scene-of-number = Scene { $number }: { $title }
scene-next = Next
scene-back = Back
scene-is-first = This is the first scene.
scene-is-last = This is the last scene.
scene-selected = Selected here:
scene-focus = Only what this scene is about is lit.
back-to-scene = Back to scene { $number }: { $title }
back-to-scene-view = Back to the scene’s view
by-key = By key: { $key }
leave-story-hint = The view stays as it is; Undo brings the scene back.
speaker-notes = Speaker’s notes
speaker-window = Speaker’s notes
speaker-no-notes = This scene has no notes.
speaker-no-scene = No scene is read.
speaker-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
  }
screen-is-blank = Blank screen
end = End

## Reading pane
reading-name = Reading pane
cover-kicker = Data set
cover-hint = Choose an event in the list, on the map or on the timeline to read about it here. Ctrl+K finds anything; F1 lists the keys.
periods = Periods
lanes = Sea lanes
licence = Licence
date-as-written = The date as the data set has it
authors-reading = The authors’ reading
note = Note
sources-differ = Sources differ
sources-differ-hint = Sources differ about this: the reading pane says how.
says-otherwise = Otherwise:
lanes-concerned = Lanes concerned
lane-strip = Ports and passages, in order
lane-strip-name = Strip of the lane
lane-stop = { $name }, { $nm } nautical miles from the start
lane-stop-first = { $name }, where the lane begins
lane-stop-unmeasured = { $name }
lane-stop-hint = From the start: { $nm } nm ({ $km } km), { $days } days at sea
lane-leg-hint = From { $name }: { $nm } nm ({ $km } km)
lane-not-to-scale = Not to scale: short stretches are drawn longer than they are.
lane-table = As a table
lane-table-stop = Stop
lane-table-leg = nm
lane-table-total = Total nm
lane-table-kilometers = km
lane-table-days = Days
lane-table-copy = Copy the table
lane-export = Export the strip:
lane-export-as = { $format }
no-lane-selected = Select a sea lane first: then its strip can be exported.
names = Names
sources = Sources
copy-citation = Copy citation
copy-citation-of = Copy citation of { $source }
open-source = Open
events-count = { $count ->
    [one] 1 event
   *[other] { $count } events
  }
events-more = … and { $count } more: search for the name to list them all.
length-short = { $nm } nm · { $days } d at { $knots } kn
length-long = { $nm } nautical miles ({ $km } km): { $days } days, assuming { $knots } knots without a stop.
show-period = Show this period
figures = Figures
plot-series = Plot below the timeline
no-figure = no figure

## Map and timeline
map-name = Map
timeline-name = Timeline
described-selected = Selected: { $title }.
described-nothing = Nothing is selected.
described-window = Window of time: { $window }; { $count ->
    [one] 1 event
   *[other] { $count } events
  } in it.
play = Play
pause = Pause
speed-hint = How time runs
speed-name = Speed
speed-typed = Speed, typed
speed-refused = A number and a unit: 12 h, 3 days, 2 months, 50 years.
speed-hours = { $count ->
    [one] 1 hour/s
   *[other] { $text } hours/s
  }
speed-days = { $count ->
    [one] 1 day/s
   *[other] { $text } days/s
  }
speed-months = { $count ->
    [one] 1 month/s
   *[other] { $text } months/s
  }
speed-years = { $count ->
    [one] 1 year/s
   *[other] { $text } years/s
  }
speed-by-event = { $seconds } s an event
event-seconds = for each event
play-by-event = From event to event
play-by-event-hint = Each event is selected in turn and looked at for as long.
play-eases = Slower at events
play-eases-hint = Time runs slower just before and after an event.
play-loops = Again and again
play-loops-hint = At the end of the data, play starts anew.
time-mode-hint = What is lit when the cursor moves
time-mode-window = Window
time-mode-window-hint = A stretch of time of one length goes with the cursor.
time-mode-moment = One day
time-mode-moment-hint = What is going on on the cursor’s day.
time-mode-cumulative = Up to the cursor
time-mode-cumulative-hint = All from the first day of the window to the cursor’s; play adds to it.
count-show-time = Show their time, large
count-more = … and { $count } more
rows-hint = What the rows of the timeline stand for
rows-theme = Rows: themes
rows-actor = Rows: actors
rows-place = Rows: places
rows-basis = Rows: basis
date-hint = Go to: { $examples }
date-outside = That is outside the data set’s time, { $first } to { $last }.
date-name = Go to a date
indicators = Indicators
indicators-none = This data set has no indicators.
indicators-unchosen = Choose an indicator to plot it here.
choose-series = Choose indicators
plot-name = Plot of indicators in

## Measure
measure-title = Measure
measure-hint = Click two or more points on the map, or name them below. Places, areas and lanes count from where they are nearest; with Alt or Ctrl any spot does.
measure-status = Measuring: click adds a point, Backspace takes it back, S adds what is selected, C the middle of the map. Enter, Escape or a double click ends; the measure stays until it is cleared.
measure-field = Place to measure
measure-field-hint = A name, or latitude, longitude
measure-done = Done
measure-more = More points
measure-add-selected = Add selected
measure-back = Take back
measure-clear = Clear
measure-from = From
measure-to = To
measure-way = Way
measure-total = Total, 1 to { $to }
measure-length = { $nm } nm ({ $km } km)
measure-so-far = { $length }, { $bearing }
measure-so-far-whole = in all { $length }
measure-days = By sea { $days } days at { $knots } knots.
measure-through = Through { $passages }.
measure-off = Nearest sea track { $km } km off { $point }.
measure-no-way-without = No way by sea: { $passages } closed, and there is no other.
measure-all-closed = No way by sea: every way goes through one of { $passages }, and all are closed.
measure-not-joined = No way by sea: the network does not join the two.
measure-nothing-selected = Nothing is selected that could be measured: choose a place, a lane, or an event at one place.

## Palette
palette-name = Command palette
palette-hint = A command, an event, a place, a lane, a strait…
palette-nothing = Nothing matches “{ $query }”.
palette-layer = Layer: { $layer }
palette-theme = Theme: { $theme }
palette-close = Close { $strait }
palette-open = Open { $strait }
palette-only-actor = Only events of { $name }
palette-only-place = Only events at { $name }
palette-only-source = Only events cited to { $name }
palette-records = Basis: record
palette-assessments = Basis: assessment
palette-language = Language: { $language }
palette-style = Style: { $style }

## Dialogs
help-title = Keys and hints
help-mouse = With the mouse
help-mouse-text = On the map: drag to move, wheel or pinch to zoom about the pointer, double click to zoom in, Shift and double click to zoom out, Shift and drag to keep only the events of an area, click to select. While measuring (M), click points instead, which catch at places and lanes unless Alt or Ctrl is down; a double click ends.
    On the timeline: drag the cursor, the window or its ends, which catch at events unless Alt or Ctrl is down; Shift and drag to draw a new window; click a count such as +7 to list what it stands for; drag elsewhere to move, wheel to zoom about the pointer, Shift and wheel to move, double click to centre. Drag the frame in the strip below, or its ends, to choose what is shown.
help-dates = Dates
help-dates-text = Dates are EDTF: 1973, 2015-09, 2016-04-12, 1979/1992, 2013~ (about), 2012-12? (perhaps), 201X (one of ten years), 2015-21 (spring), 1992/.. (open end).
    Years before ours are counted from 0000, which is 1 BCE: -0146 is 147 BCE. All days are of the Gregorian calendar, also before 1582.
    An event is in the window when any day of its date is; where only part of an imprecise date is, it is shown with a hollow marker.
about-title = About Periplus
about-version = Version { $version }
about-text = A map, a timeline and a reading pane that show one history, always in step.
about-map-data = Coast, rivers, borders, relief and depth: see assets/basemap/SOURCES.md for their makers and licences.
about-dataset = Data set
disclaimer = Names, lines and tints on the map help to find places. They imply no judgement on the status of any territory or sea.
problems-title = Problems of the data set
problems-text = The rest of the data set is shown. Each line says where the problem is and how to mend it.
problems-copy-all = Copy all
problems-copy-one = Copy problem { $number }
problems-count = { $count ->
    [one] 1 problem
   *[other] { $count } problems
  }
close = Close
cancel = Cancel
copy = Copy
copied = Copied.
dismiss = Dismiss
or = { "  or  " }

## Files and messages
filter-dataset = Data packages
filter-view = Views
filter-style = Style
export-title = Export figure
path-why = No file dialog answered (on Linux, xdg-desktop-portal or zenity shows them); type the path here.
path-name = Path
path-missing = There is nothing at this path.
path-no-folder = Name a file in a folder that is there.
path-replaces = This file is there already; it will be replaced.
job-broken = That went wrong inside the program; nothing of yours was changed. Please report it.
opened = Opened { $title }.
written = Written: { $path }
failed = { $path }: { $reason }
settings-not-saved = The settings could not be saved: { $reason }
