whittle_add_room(advise lint)
