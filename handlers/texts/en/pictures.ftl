# The words on the pictures, and those below them for whoever cannot see them.
picture-title = Week { $week }
picture-dates = { $since } – { $until }
picture-targets = Pilots in { $year }
picture-collective = Collective models
picture-individual = Individual exemplars
picture-expected = expected by today
picture-week = This week
picture-received = received
picture-waiting = waiting
picture-approved = approved
picture-piloting = pilots

picture-year_title = The weeks of { $year }
picture-year_below = up to week { $week }
picture-year_received = stories received
picture-year_approved = stories approved
picture-year_holidays = holidays
picture-year_this = this week
picture-months = Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec

picture-fields_title = By field
picture-fields_below = { $year }, up to week { $week }
picture-fields_received = sent
picture-fields_waiting = waiting
picture-fields_approved = on the list
picture-fields_piloting = pilots
picture-fields_recognised = signed

picture-map_title = Where stories come from
picture-map_below = { $year }, up to week { $week }
picture-map_with = communes have sent stories
picture-map_most = Most stories
picture-map_nothing = with no story yet
picture-map_fewer = few
picture-map_more = many

digest-picture_weeks = The weeks of { $year }: up to week { $week }, { $received } stories received and { $approved } approved; in week { $week } itself { $this } received.
digest-picture_fields = { $empty ->
        [0] By field in { $year }: most stories are in { $first } ({ $n }); every field has some.
        [one] By field in { $year }: most stories are in { $first } ({ $n }); one field has none yet.
       *[other] By field in { $year }: most stories are in { $first } ({ $n }); { $empty } fields have none yet.
    }
digest-picture_fields_none = By field in { $year }: no field has any story yet.
digest-picture_communes = Where stories come from in { $year }: { $told } of { $all } communes, most from { $names }; none yet from { $empty }.
digest-picture_communes_none = Where stories come from in { $year }: no story yet from any of the { $all } communes.
choice-pictures = 🖼 Pictures of the week
