# Words in pictures. Marks such as [n] have a value put there by the program.
picture-assessment = Assessment
picture-sea-lane = Sea lane
picture-depth-in-meters = Depth, m (5′ grid)
picture-below-depth = below [n]
picture-nautical-miles = nm
picture-at-north = at [n]° N
picture-at-south = at [n]° S
picture-at-equator = at the equator
picture-no-scale = No scale bar: the scale differs over this map
picture-disclaimer = Names and lines on this map imply no judgement on the status of any territory or sea. Borders of today.
picture-map-credit = Map: GSHHG, Natural Earth, ETOPO5; sea network: Eurostat, searoute.
picture-data-credit = Data: [title] ([licence]).
picture-whole-span = All of the time
picture-time-window = [span]
