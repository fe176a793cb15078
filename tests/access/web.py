from tests.access.row import get

#                         nobody stranger reader contributor scanner analyst administrator
EVERYBODY = "200 200 200 200 200 200 200"

ROWS = [
    get("web:help", EVERYBODY),
    get("web:because", EVERYBODY),
    get("web:accessibility", EVERYBODY),
    get("web:privacy", EVERYBODY),
    get("web:about", EVERYBODY),
    get("web:status", EVERYBODY),
]
